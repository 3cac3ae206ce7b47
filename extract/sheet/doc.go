// Package sheet reads the style sheets that stand inside a page, as far as they may hide a text, move it, strike it out or add
// one: a number that a sheet hides or completes is not the one that a person sees.
//
//	sheet.go    Sheets: the declarations that hold for an element, in the order of the cascade
//	read.go     the rules of the <style> elements that matter
//	selector.go which elements a rule holds for; those of selectors that are not understood it may hold for
//	content.go  what ::before and ::after add
//
// It does not read style sheets from elsewhere, inherit values, compute lengths or run scripts. Rules for print and for
// narrow screens are left out; all other conditions count as met.
package sheet
