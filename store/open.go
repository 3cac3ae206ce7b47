package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"

	"modernc.org/sqlite" // also the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/nianbao/nianbao/report"
)

// Store is one database file. Its methods may be used by several goroutines.
type Store struct {
	path   string
	config Config
	frozen bool        // nobody changes the file
	file   os.FileInfo // as it was opened for reading
	schema int64       // of it
	lock   *os.File
	// writer is the one connection that writes; nil in a store that is open for reading only.
	writer, readers *sql.DB
	writes, reads   statements
	zipper          *zipper
	keyList         int64 // id of the program's own list of keys

	keyMu    sync.Mutex
	keyLists map[int64][]report.Key

	mu      sync.Mutex          // never held while SQL runs
	run     int64               // that leases are given out for
	planned bool                // the run asks only for what is due by the plan
	leases  map[string]struct{} // hosts that somebody talks to
}

// Settings of the connections; https://www.sqlite.org/pragma.html. With synchronous=NORMAL a killed program loses
// nothing, a power cut at most the last commits, and never the consistency of the file.
const (
	settingsOfWriter = "_txlock=immediate&_pragma=foreign_keys(1)&_pragma=synchronous(normal)&_pragma=wal_autocheckpoint(4000)&_dqs=0&_defensive=1&_busy_timeout="
	settingsOfReader = "mode=ro&_pragma=foreign_keys(1)&_query_only=1&_dqs=0&_defensive=1&_busy_timeout="
)

// Open opens the database for writing, makes it when there is none, and migrates one of an older program.
// It fails, and leaves the file as it is, when the path is a folder or no database of ours (ErrNotDatabase),
// when a newer program wrote it (ErrNewer), and when another program writes to it (ErrLocked).
func Open(ctx context.Context, path string, config Config) (*Store, error) {
	s, exists, err := begin(path, config)
	if err != nil {
		return nil, err
	}
	if err := s.openForWriting(ctx, exists); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, err), s.Close())
	}
	return s, nil
}

// OpenReadOnly opens the database for reading, also while another program writes to it, and in a folder that can't be
// written as long as nobody writes to it. Methods that write give ErrReadOnly. A database that an older program wrote is refused with ErrOlder until Open migrated it.
func OpenReadOnly(ctx context.Context, path string, config Config) (*Store, error) {
	s, exists, err := begin(path, config)
	if err != nil {
		return nil, err
	}
	if !exists {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, noDatabase(path)), s.Close())
	}
	if err := s.openForReading(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, err), s.Close())
	}
	return s, nil
}

// begin checks what can be checked without opening the database.
func begin(path string, config Config) (*Store, bool, error) {
	if err := config.Validate(); err != nil {
		return nil, false, err
	}
	exists, err := inspect(path)
	if err != nil {
		return nil, false, fmt.Errorf("store: %w", err)
	}
	z, err := newZipper()
	if err != nil {
		return nil, false, err
	}
	s := &Store{path: path, config: config.withDefaults(), zipper: z, leases: map[string]struct{}{}, keyLists: map[int64][]report.Key{}}
	if exists {
		if s.frozen, err = frozen(path); err != nil {
			z.close()
			return nil, false, fmt.Errorf("store: %w", err)
		}
	}
	return s, exists, nil
}

func (s *Store) openForWriting(ctx context.Context, exists bool) (err error) {
	if s.lock, err = lockWriting(s.path); err != nil {
		return err
	}
	if exists {
		if err := s.refuseNewer(ctx); err != nil && !halfMade(err) {
			return err
		}
	}
	if s.writer, err = s.connect(s.limit()+settingsOfWriter, 1); err != nil {
		return err
	}
	if err := s.setUp(ctx); err != nil {
		return err
	}
	if err := migrate(ctx, s.writer); err != nil {
		return err
	}
	if s.writes, err = prepare(ctx, s.writer, writing()); err != nil {
		return err
	}
	if err := s.takeOver(ctx); err != nil {
		return err
	}
	return s.openForReading(ctx)
}

// refuseNewer looks through a connection that can only read, so that a refused file stays as it is.
func (s *Store) refuseNewer(ctx context.Context) error {
	db, err := s.connect(settingsOfReader, 1)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // it only reads
	sign, found, known, err := compareSchema(ctx, db)
	if err == nil && sign > 0 {
		err = fmt.Errorf("%w: its schema is %d, this program knows up to %d", ErrNewer, found, known)
	}
	return err
}

// halfMade tells of a database whose program was killed in the middle of a write before there was a write-ahead log, as
// setUp makes: only a connection that writes can take that back, which the first one does by itself.
func halfMade(err error) bool {
	var failed *sqlite.Error
	return errors.As(err, &failed) && failed.Code() == sqlite3.SQLITE_READONLY_ROLLBACK
}

// setUp marks the file as ours, before anything else is in it, and turns on the write-ahead log.
func (s *Store) setUp(ctx context.Context) error {
	for _, pragma := range []string{"application_id = " + strconv.Itoa(applicationID), "journal_mode = WAL"} {
		if _, err := s.writer.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return explain(err)
		}
	}
	return nil
}

func (s *Store) openForReading(ctx context.Context) (err error) {
	if s.file, err = os.Stat(s.path); err != nil {
		return err
	}
	if s.readers, err = s.connect(settingsOfReader, s.config.Readers); err != nil {
		return err
	}
	if s.writer == nil {
		sign, found, known, err := compareSchema(ctx, s.readers)
		s.schema = found
		switch {
		case err != nil:
			return err
		case sign > 0:
			return fmt.Errorf("%w: its schema is %d, this program knows up to %d", ErrNewer, found, known)
		case sign < 0:
			return fmt.Errorf("%w: bring its schema from %d to %d by nianbao reread --changed, or by the next crawl", ErrOlder, found, known)
		}
	}
	s.reads, err = prepare(ctx, s.readers, reading())
	return err
}

// limit writes the setting for MaxBytes.
func (s *Store) limit() string {
	const page = 4096 // bytes, the default of SQLite, which this package never changes
	if s.config.MaxBytes == 0 {
		return ""
	}
	return "_pragma=max_page_count(" + strconv.FormatInt((s.config.MaxBytes+page-1)/page, 10) + ")&"
}

func (s *Store) connect(settings string, connections int) (*sql.DB, error) {
	if s.frozen {
		settings = "immutable=1&" + settings
	}
	dsn, err := address(s.path, settings+strconv.FormatInt(s.config.Busy.Milliseconds(), 10))
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// takeOver prepares for this process what a database needs that another one left, perhaps by being killed.
// Leases live in the process that holds them, so none is left over. Readings that are not in the index yet are put
// into it.
func (s *Store) takeOver(ctx context.Context) error {
	err := s.write(ctx, "open", func(t *transaction) (err error) {
		s.keyList, err = t.keyListID()
		return err
	})
	if err != nil {
		return err
	}
	return s.indexReadings(ctx)
}

// Path gives the path of the database file as it was opened.
func (s *Store) Path() string { return s.path }

// Close gives everything back. A store that is not closed loses nothing.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.readers, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	s.zipper.close()
	return errors.Join(errs...)
}
