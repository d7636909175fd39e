// Package extract turns a Document into a Record.
package extract
