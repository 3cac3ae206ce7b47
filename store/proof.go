package store

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

const (
	sqlInsertKeyList query = `INSERT INTO key_lists (keys) VALUES ($1) ON CONFLICT (keys) DO NOTHING`
	sqlFindKeyList   query = `SELECT id FROM key_lists WHERE keys = $1`
	sqlKeyList       query = `SELECT keys FROM key_lists WHERE id = $1`
	sqlInsertProof   query = `INSERT INTO proofs (reading_id, key_list_id, cells) VALUES ($1, $2, $3)`
)

var proofQueries = []query{sqlInsertKeyList, sqlFindKeyList, sqlInsertProof}

// keyListID gives the id of the program's own list of keys. A proof names the list that it was packed by, so a
// program that knows more keys still reads it.
func (t *transaction) keyListID() (id int64, err error) {
	text := keyListText(report.Keys())
	if _, err := t.exec(sqlInsertKeyList, text); err != nil {
		return 0, err
	}
	_, err = t.get(sqlFindKeyList, []any{text}, &id)
	return id, err
}

func keyListText(keys []report.Key) string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = k.String()
	}
	return strings.Join(texts, "\n")
}

// keysOf gives the keys of a list.
func (t *transaction) keysOf(list int64) ([]report.Key, error) {
	t.store.keyMu.Lock()
	keys, known := t.store.keyLists[list]
	t.store.keyMu.Unlock()
	if known {
		return keys, nil
	}
	var text string
	if found, err := t.get(sqlKeyList, []any{list}, &text); err != nil || !found {
		return nil, orErr(err, fmt.Errorf("%w: a proof names no list of keys", ErrCorrupt))
	}
	for line := range strings.Lines(text) {
		k, err := report.ParseKey(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		keys = append(keys, k)
	}
	t.store.keyMu.Lock()
	t.store.keyLists[list] = slices.Clip(keys)
	t.store.keyMu.Unlock()
	return keys, nil
}

func orErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
