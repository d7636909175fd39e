#!/bin/sh
# Makes the PDF fixtures from their HTML sources: `testdata/make-pdf.sh`, from anywhere. It needs chromium, soffice and
# qpdf, which fix how the PDFs look to a reader: a new version of either makes other bytes, so look before you commit.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Chromium lays out columns and repeats a table's header on each page.
browser() {
	chromium --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/profile" --no-pdf-header-footer \
		--print-to-pdf="$scratch/$1.pdf" "file://$PWD/sources/$1.html" 2>"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
	qpdf --object-streams=generate --recompress-flate --compression-level=9 "$scratch/$1.pdf" "reports/$1.pdf"
}

convert_to() {
	format=$1 file=$2
	shift 2
	soffice --headless -env:UserInstallation="file://$scratch/office" "$@" --convert-to "$format" --outdir "$scratch" "$file" \
		>"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
}

# LibreOffice gives running headers, footers and page numbers, and writes PDFs as offices do.
office() {
	convert_to fodt "sources/$1.html" --infilter="HTML (StarWriter)" # straight to PDF would lose the header of page 2
	convert_to pdf "$scratch/$1.fodt"
	qpdf --object-streams=generate --recompress-flate --compression-level=9 "$scratch/$1.pdf" "reports/$1.pdf"
}

browser night-trains    # two columns
browser squid-commission # an attendance table over two pages
office peru-vietnam     # running headers and footers, page numbers
