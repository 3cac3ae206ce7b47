package division

import (
	"fmt"
	"strconv"
)

// VillageFlow says how many villages and neighbourhoods of a township one list has in a township of the next list. Villages are
// recognised by their names, and only those count whose name occurs once in the province, or once in the county, on both sides.
type VillageFlow struct {
	From, To Code
	Shared   int // villages of From that are found in To
	Of       int // the villages of From that could be recognised
	Into     int // the villages of To that could be recognised
}

// VillageFlows are the flows between two editions.
type VillageFlows struct {
	Since string // the name of the earlier edition
	Flows []VillageFlow
}

// Flows of fewer villages than this say nothing by themselves.
const enoughVillages = 3

// leaves is the share of From's villages that went to To, settles the share of To's that came from From.
func (f VillageFlow) leaves() float64  { return float64(f.Shared) / float64(max(f.Of, 1)) }
func (f VillageFlow) settles() float64 { return float64(f.Shared) / float64(max(f.Into, 1)) }

// mutual tells whether both townships are mostly the same villages.
func (f VillageFlow) mutual(share float64) bool {
	return f.leaves() >= share && f.settles() >= share && (f.Shared >= enoughVillages || f.Shared == f.Of && f.Shared == f.Into && f.Shared > 0)
}

// readFlows reads the flows into an embedded list from the one before.
func readFlows(name string) ([]VillageFlow, error) {
	file := name + ".villages.gz"
	lines, err := readTable(file, 5)
	if err != nil {
		return nil, err
	}
	flows := make([]VillageFlow, len(lines))
	for i, line := range lines {
		numbers := [3]int{}
		for k := range numbers {
			if numbers[k], err = strconv.Atoi(line[2+k]); err != nil {
				return nil, fmt.Errorf("embedded list %s: %w", file, err)
			}
		}
		flows[i] = VillageFlow{Code(line[0]), Code(line[1]), numbers[0], numbers[1], numbers[2]}
	}
	return flows, nil
}
