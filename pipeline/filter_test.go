package pipeline_test

import (
	"testing"

	"rapporteur/pipeline"
)

func TestFiltersMatchFilesAndAllThatIsAroundThem(t *testing.T) {
	for _, test := range []struct {
		include, exclude []string
		uri              string
		want             bool
	}{
		{nil, nil, "a.html", true},
		{[]string{"*.html"}, nil, "2015/a.html", true},
		{[]string{"*.html"}, nil, "2015/a.pdf", false},
		{[]string{"*.{html,pdf}"}, nil, "2015/a.pdf", true},
		{[]string{"*.html"}, nil, "2015.zip!reports/a.html", true},
		{[]string{"2015"}, nil, "2015/deep/a.pdf", true},
		{[]string{"2015"}, nil, "2016/2015.pdf", false},
		{[]string{"2015/**/*.pdf"}, nil, "2015/deep/a.pdf", true},
		{[]string{"/2015/*.pdf"}, nil, "2015/deep/a.pdf", false},
		{[]string{"crawl.warc.gz/https:/*.int/**"}, nil, "crawl.warc.gz!https:/a.int/x", true},
		{nil, []string{"drafts"}, "2015/drafts/a.html", false},
		{nil, []string{"drafts"}, "2015/drafts.html", true},
		{nil, []string{"2015/drafts"}, "2015/drafts/a.html", false},
		{nil, []string{"2015/drafts"}, "x/2015/drafts/a.html", true},
		{nil, []string{"old.zip"}, "old.zip!a.html", false},
		{[]string{"*.html"}, []string{"index.*"}, "index.html", false},
	} {
		f := pipeline.Filter{Include: test.include, Exclude: test.exclude}
		if got := f.Wants(test.uri); got != test.want || f.Check() != nil {
			t.Errorf("include %v, exclude %v: %s: %v", test.include, test.exclude, test.uri, got)
		}
	}
	for _, wrong := range []string{"", "[a", "{a"} {
		if f := (pipeline.Filter{Exclude: []string{wrong}}); f.Check() == nil {
			t.Errorf("%q is taken for a pattern", wrong)
		}
	}
}
