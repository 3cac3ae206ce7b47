package store

import (
	"context"
	"fmt"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlHasBlob    query = `SELECT 1 FROM archive WHERE digest = $1`
	sqlInsertBlob query = `INSERT INTO archive (digest, size, content) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING`
	sqlBlob       query = `SELECT size, content FROM archive WHERE digest = $1`
)

var archiveQueries = []query{sqlInsertBlob, sqlHasBlob}

// blob is a page on its way into the archive.
type blob struct {
	digest page.Digest
	size   int
	frame  []byte // nil when the archive has the content
}

// blobOf compresses the page of a visit outside of the transaction; nil when the visit brought none.
func (s *Store) blobOf(ctx context.Context, visit *page.Visit) *blob {
	if visit.Outcome != report.OutcomeFetched {
		return nil
	}
	return s.newBlob(ctx, visit.Page.Body)
}

func (s *Store) newBlob(ctx context.Context, body []byte) *blob {
	b := &blob{digest: page.DigestOf(body), size: len(body)}
	var one int
	has := s.reads.find(sqlHasBlob) //nolint:sqlclosecheck // closed with the store
	if err := has.QueryRowContext(ctx, string(b.digest)).Scan(&one); err != nil {
		b.frame = s.zipper.zip(body) // not there, or not known: the insert finds out
	}
	return b
}

func (t *transaction) keepBlob(b *blob) error {
	if b.frame == nil {
		return nil
	}
	_, err := t.exec(sqlInsertBlob, string(b.digest), b.size, b.frame)
	return err
}

// Archived gives the raw bytes of a page and verifies them: bytes that are not those of the digest are ErrCorrupt.
// ErrNotFound says that there is no such page.
func (s *Store) Archived(ctx context.Context, digest page.Digest) (body []byte, err error) {
	err = s.read(ctx, fmt.Sprintf("archived page %s", digest), func(t *transaction) error {
		body, err = t.archived(digest)
		return err
	})
	return body, err
}

func (t *transaction) archived(digest page.Digest) ([]byte, error) {
	var size int
	var frame []byte
	found, err := t.get(sqlBlob, []any{string(digest)}, &size, &frame)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ErrNotFound
	}
	return t.store.unarchive(digest, frame, size)
}

// unarchive decompresses a page and verifies its digest.
func (s *Store) unarchive(digest page.Digest, frame []byte, size int) ([]byte, error) {
	body, err := s.zipper.unzip(frame, size)
	if err == nil && page.DigestOf(body) != digest {
		err = fmt.Errorf("%w: page %s has other bytes", ErrCorrupt, digest)
	}
	return body, err
}
