package pipeline

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// folderEndings are what browsers and Word put behind a page's name for the folder of its parts, each in the language of
// its user: "report.html" has "report_files".
var folderEndings = []string{
	"_files", ".files", "-files", "_fichiers", ".fichiers", "-Dateien", ".Dateien", "_archivos", ".archivos", "_arquivos", ".arquivos", "_ficheiros", "_file", ".file",
	"_bestanden", ".bestanden", "-bestanden", "_filer", ".filer", "-filer", "_tiedostot", "_pliki", ".pliki", "_soubory", "_elemei", "_fajlovi", "_datoteke", "_fitxers", "_dosyalar", "_failid", "_fails",
}

// ownDocuments are the endings of files that are documents even in the folder of a page's parts: browsers save none of
// them there, so that somebody has put them in.
var ownDocuments = []string{".pdf", ".docx", ".doc", ".odt", ".rtf", ".eml", ".mht", ".mhtml"}

// skipParts marks the inputs that are parts of saved web pages: those in a folder that belongs to a page beside it. They
// are told as skipped, and not read.
func skipParts(inputs []Input) {
	pages := map[string]string{} // the page, by its URI without the ending
	for _, in := range inputs {
		ending := path.Ext(in.URI)
		if e := strings.ToLower(ending); in.Address == "" && (e == ".html" || e == ".htm" || e == ".xhtml") {
			stem := strings.TrimSuffix(in.URI, ending)
			if pages[stem] == "" {
				pages[stem] = in.URI
			}
		}
	}
	for i := range inputs {
		in := &inputs[i]
		if page := pageOf(in.URI, pages); page != "" && in.Err == nil && in.Address == "" && !slices.Contains(ownDocuments, strings.ToLower(path.Ext(in.URI))) {
			in.Err = &Failure{URI: in.URI, Reason: PagePart, Err: errors.New("it is a part of the saved page " + page)}
			in.skip = true
		}
	}
}

// pageOf is the page in whose folder a file lies, "" where there is none.
func pageOf(uri string, pages map[string]string) string {
	for i, c := range uri {
		if c != '/' {
			continue
		}
		for _, ending := range folderEndings {
			if stem, ok := strings.CutSuffix(uri[:i], ending); ok && pages[stem] != "" {
				return pages[stem]
			}
		}
	}
	return ""
}
