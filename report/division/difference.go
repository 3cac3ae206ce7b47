package division

import (
	"fmt"
	"slices"
)

// Difference gives what has to be done to the rows of one list to get those of another, as lines of code and name in the order of the
// codes: a name to put in or to change, an empty name to take a code out. Both lists are in the order of their codes.
func Difference(from, to []Row) [][]string {
	var lines [][]string
	i, j := 0, 0
	for i < len(from) || j < len(to) {
		switch {
		case j == len(to) || i < len(from) && from[i].Code < to[j].Code:
			lines = append(lines, []string{from[i].Code, ""})
			i++
		case i == len(from) || to[j].Code < from[i].Code:
			lines = append(lines, []string{to[j].Code, to[j].Name})
			j++
		default:
			if from[i].Name != to[j].Name {
				lines = append(lines, []string{to[j].Code, to[j].Name})
			}
			i, j = i+1, j+1
		}
	}
	return lines
}

// applyDifference gives the rows of the other list. A code to take out that is not there is an error: the difference is another list's.
func applyDifference(from *edition, lines [][]string) ([]Row, error) {
	rows := make([]Row, 0, len(from.codes)+len(lines))
	i := 0
	for _, line := range lines {
		code, name := Code(line[0]), line[1]
		for i < len(from.codes) && from.codes[i] < code {
			rows = append(rows, Row{Code: string(from.codes[i]), Name: from.names[i]})
			i++
		}
		there := i < len(from.codes) && from.codes[i] == code
		if name == "" && !there {
			return nil, fmt.Errorf("division %s is taken out but not there", code)
		}
		if there {
			i++
		}
		if name != "" {
			rows = append(rows, Row{Code: string(code), Name: name})
		}
	}
	for ; i < len(from.codes); i++ {
		rows = append(rows, Row{Code: string(from.codes[i]), Name: from.names[i]})
	}
	return slices.Clip(rows), nil
}
