//go:build !linux

package pipeline_test

import "errors"

func beginPeak() error { return errors.ErrUnsupported }

func peak() (int, error) { return 0, errors.ErrUnsupported }
