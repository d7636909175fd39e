// Package evaluate scores records against truth: what a person coded for the same reports by the codebook.
//
// [Score] compares one record with one truth, [Sum] adds documents up to a [Report], [Compare] tells what a change of the
// program gained and lost. Every miss and every extra is kept by name, so that a figure can be traced to the words behind
// it. The order of the lists in a record or a truth never changes a score.
//
// Each measure is counted twice. The strict count takes the truth as the only answer. The main count is forgiving: an
// item that the truth's ambiguous points name is neither right nor wrong, because a careful reader could differ on it.
//
// The files: truth.go loads truth, score.go compares one document, names.go and outcomes.go match parties, titles and
// outcomes, ambiguous.go reads the ambiguous points, report.go adds up and prints, compare.go and minimum.go serve those
// who watch over the figures.
package evaluate
