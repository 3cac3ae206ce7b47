package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

// Release is a dataset that was given out under a name. Its files are kept, so that they can be had again byte for byte
// whatever is read or crawled later, and by whatever version of the program.
type Release struct {
	Name     string
	Made     time.Time
	Program  string
	Manifest string        // JSON
	Files    []ReleaseFile // by path
}

// ReleaseFile is a file of a release.
type ReleaseFile struct {
	Path   string
	Size   int64
	Digest page.Digest
}

// ErrReleased says that a release of the name is there already; releases never change.
var ErrReleased = errors.New("a release of this name is there already")

const (
	sqlInsertRelease query = `INSERT INTO releases (name, made, program, manifest) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO NOTHING RETURNING id`
	sqlInsertReleaseFile query = `INSERT INTO release_files (release_id, path, size, digest) VALUES ($1, $2, $3, $4)`
	sqlInsertPiece       query = `INSERT INTO release_pieces (digest, size, content) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING`
	sqlHasPiece          query = `SELECT size FROM release_pieces WHERE digest = $1`
	sqlInsertFilePiece   query = `INSERT INTO release_file_pieces (file_digest, ordinal, piece) VALUES ($1, $2, $3)
		ON CONFLICT (file_digest, ordinal) DO NOTHING`
	sqlReleases     query = `SELECT name, made, program, manifest FROM releases ORDER BY id`
	sqlReleaseFiles query = `SELECT f.path, f.size, f.digest FROM release_files f JOIN releases r ON r.id = f.release_id
		WHERE r.name = $1 ORDER BY f.path`
	sqlReleasedFiles query = `SELECT min(path), size, digest FROM release_files GROUP BY digest, size ORDER BY digest, size`
	sqlFilePieces    query = `SELECT p.digest, p.size, p.content FROM release_file_pieces x JOIN release_pieces p ON p.digest = x.piece
		WHERE x.file_digest = $1 ORDER BY x.ordinal`
)

var (
	releaseQueries     = []query{sqlInsertRelease, sqlInsertReleaseFile, sqlInsertPiece, sqlHasPiece, sqlInsertFilePiece}
	releaseReadQueries = []query{sqlReleasedFiles, sqlReleases, sqlReleaseFiles, sqlFilePieces}
)

// pieceSize is how many bytes of a file are compressed together and held in memory.
const pieceSize = 1 << 22

// SaveRelease keeps a release with its files, in one transaction; Size and Digest of the files are found here. open gives
// the content of a file by its path. A release of the name that is there already is ErrReleased.
func (s *Store) SaveRelease(ctx context.Context, r Release, open func(path string) (io.ReadCloser, error)) error {
	return s.write(ctx, "keep release "+r.Name, func(t *transaction) error {
		var id int64
		found, err := t.get(sqlInsertRelease, []any{clean(r.Name), moment(r.Made), clean(r.Program), clean(r.Manifest)}, &id)
		if err != nil || !found {
			return orErr(err, ErrReleased)
		}
		for _, f := range r.Files {
			if err := t.keepFile(id, f.Path, open); err != nil {
				return fmt.Errorf("%s: %w", f.Path, err)
			}
		}
		return nil
	})
}

func (t *transaction) keepFile(release int64, path string, open func(string) (io.ReadCloser, error)) error {
	in, err := open(path)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read
	whole, size := sha256.New(), int64(0)
	var pieces []page.Digest
	buffer := make([]byte, pieceSize)
	for {
		n, err := io.ReadFull(in, buffer)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		whole.Write(buffer[:n])
		size += int64(n)
		digest, err := t.keepPiece(buffer[:n])
		if err != nil {
			return err
		}
		pieces = append(pieces, digest)
	}
	digest := hex.EncodeToString(whole.Sum(nil))
	for i, piece := range pieces {
		if _, err := t.exec(sqlInsertFilePiece, digest, i, string(piece)); err != nil {
			return err
		}
	}
	_, err = t.exec(sqlInsertReleaseFile, release, path, size, digest)
	return err
}

func (t *transaction) keepPiece(content []byte) (page.Digest, error) {
	digest := page.DigestOf(content)
	var size int
	if found, err := t.get(sqlHasPiece, []any{string(digest)}, &size); err != nil || found {
		return digest, err
	}
	_, err := t.exec(sqlInsertPiece, string(digest), len(content), t.store.zipper.zip(content))
	return digest, err
}

// Releases lists the releases in the order in which they were made, without their files.
func (s *Store) Releases(ctx context.Context) ([]Release, error) {
	return collect(ctx, s, "list releases", sqlReleases, nil, func(rows *sql.Rows, r *Release) error {
		var made string
		err := rows.Scan(&r.Name, &made, &r.Program, &r.Manifest)
		if err == nil {
			r.Made, err = parseMoment(made)
		}
		return err
	})
}

// Released gives a release with the list of its files; ErrNotFound when there is none of the name.
func (s *Store) Released(ctx context.Context, name string) (Release, error) {
	all, err := s.Releases(ctx)
	if err != nil {
		return Release{}, err
	}
	for _, r := range all {
		if r.Name == name {
			r.Files, err = collect(ctx, s, "list the files of release "+name, sqlReleaseFiles, []any{name}, func(rows *sql.Rows, f *ReleaseFile) error {
				return rows.Scan(&f.Path, &f.Size, &f.Digest)
			})
			return r, err
		}
	}
	return Release{}, fmt.Errorf("release %s: %w", name, ErrNotFound)
}

// CopyReleased writes the content of a file of a release; bytes that are not those of its digest are ErrCorrupt.
func (s *Store) CopyReleased(ctx context.Context, f ReleaseFile, to io.Writer) error {
	return s.read(ctx, "released file "+f.Path, func(t *transaction) error { return t.copyReleased(f, to) })
}

func (t *transaction) copyReleased(f ReleaseFile, to io.Writer) error {
	whole := sha256.New()
	err := t.each(sqlFilePieces, []any{string(f.Digest)}, func(rows *sql.Rows) error {
		var digest page.Digest
		var size int
		var frame []byte
		if err := rows.Scan(&digest, &size, &frame); err != nil {
			return err
		}
		content, err := t.store.unarchive(digest, frame, size)
		if err != nil {
			return err
		}
		whole.Write(content)
		_, err = to.Write(content)
		return err
	})
	if sum := hex.EncodeToString(whole.Sum(nil)); err == nil && sum != string(f.Digest) {
		err = fmt.Errorf("%w: %s has other bytes", ErrCorrupt, f.Path)
	}
	return err
}
