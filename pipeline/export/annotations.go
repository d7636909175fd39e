package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"rapporteur/pipeline"
)

// W3C Web Annotation Data Model: https://www.w3.org/TR/annotation-model/
type (
	annotation struct {
		ID         string           `json:"id"`
		Type       string           `json:"type"`
		Motivation string           `json:"motivation"`
		Body       []annotationBody `json:"body"`
		Target     annotationTarget `json:"target"`
	}
	annotationBody struct {
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
		Value   string `json:"value"`
		Format  string `json:"format,omitempty"`
	}
	annotationTarget struct {
		Source   string   `json:"source"`
		Selector selector `json:"selector"`
	}
	selector struct {
		Type       string    `json:"type"`
		Value      string    `json:"value,omitempty"`
		ConformsTo string    `json:"conformsTo,omitempty"`
		Exact      string    `json:"exact,omitempty"`
		Prefix     string    `json:"prefix,omitempty"`
		Suffix     string    `json:"suffix,omitempty"`
		RefinedBy  *selector `json:"refinedBy,omitempty"`
	}
)

// Annotations writes the evidence of a dataset as one W3C Web Annotation page (JSON-LD): an annotation a passage, whose
// body says what rests on it and whose target leads to the page or element of the source and to the words there.
func Annotations(ctx context.Context, w io.Writer, dataset Dataset) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","id":"urn:rapporteur:annotations","items":[`) // errors stay, and come back from Flush
	n := 0
	err := dataset.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil {
			return nil
		}
		for _, v := range values(e) {
			for i := range v.evidence {
				data, err := json.Marshal(annotate(e, &v, i))
				if err != nil {
					return fmt.Errorf("record %s: %w", e.ID, err)
				}
				if n++; n > 1 {
					out.WriteByte(',')
				}
				out.WriteByte('\n')
				out.Write(data)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

func annotate(e *pipeline.Entry, v *value, at int) annotation {
	found := &v.evidence[at]
	a := annotation{ID: "urn:rapporteur:" + url.PathEscape(evidenceID(v.id, at)), Type: "Annotation", Motivation: "classifying",
		Body:   []annotationBody{{Type: "TextualBody", Purpose: "classifying", Value: v.kind}},
		Target: annotationTarget{Source: (&url.URL{Path: e.URI}).String()}}
	if address, err := url.Parse(e.URI); err == nil && address.Host != "" {
		a.Target.Source = address.String()
	}
	if v.says != "" {
		a.Body = append(a.Body, annotationBody{Type: "TextualBody", Purpose: "describing", Value: v.says, Format: "text/plain"})
	}
	words := selector{Type: "TextQuoteSelector", Exact: found.Quote, Prefix: found.Prefix, Suffix: found.Suffix}
	switch {
	case found.Page != nil:
		a.Target.Selector = selector{Type: "FragmentSelector", ConformsTo: "http://tools.ietf.org/rfc/rfc3778", Value: fmt.Sprintf("page=%d", *found.Page), RefinedBy: &words}
	case found.Selector != "":
		a.Target.Selector = selector{Type: "CssSelector", Value: found.Selector, RefinedBy: &words}
	default:
		a.Target.Selector = words
	}
	return a
}
