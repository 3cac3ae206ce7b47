package store

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// maxUnzipped bounds what one frame of the database may become, so that a damaged one can't eat the memory.
const maxUnzipped = 256 << 20

// zipper compresses and decompresses single values; it may be used by several goroutines.
type zipper struct {
	in  *zstd.Encoder
	out *zstd.Decoder
}

func newZipper() (*zipper, error) {
	in, err := zstd.NewWriter(nil, zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, err
	}
	out, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxUnzipped))
	if err != nil {
		return nil, err
	}
	return &zipper{in, out}, nil
}

func (z *zipper) zip(raw []byte) []byte { return z.in.EncodeAll(raw, nil) }

// unzip gives the raw bytes; size is how many are expected, 0 when not known.
func (z *zipper) unzip(frame []byte, size int) ([]byte, error) {
	raw, err := z.out.DecodeAll(frame, make([]byte, 0, min(size, maxUnzipped)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return raw, nil
}

func (z *zipper) close() {
	z.out.Close()
	_ = z.in.Close()
}
