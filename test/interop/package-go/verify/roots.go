package main

import (
	"fmt"
	"strconv"
	"strings"
)

type point struct {
	state   string
	version int
	head    string
}

// roots are what a reader has by another way.
type roots struct {
	states    map[string]string
	tsa       map[string]bool
	ca        map[string]bool
	witnesses []noteKey
	heads     []point
}

func parseRoots(text string) (roots, error) {
	out := roots{states: map[string]string{}, tsa: map[string]bool{}, ca: map[string]bool{}}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if !out.take(words) {
			return out, fmt.Errorf("not a line of roots: %s", line)
		}
	}
	return out, nil
}

func (r *roots) take(words []string) bool {
	switch {
	case words[0] == "root" && len(words) == 3:
		r.states[words[1]] = words[2]
		return stateForm(words[1]) && fingerprintForm(words[2])
	case words[0] == "tsa" && len(words) == 2:
		r.tsa[words[1]] = true
		return sha256Form(words[1])
	case words[0] == "ca" && len(words) == 2:
		r.ca[words[1]] = true
		return sha256Form(words[1])
	case words[0] == "witness" && len(words) == 2:
		key, fits := parseNoteKey(words[1])
		r.witnesses = append(r.witnesses, key)
		return fits
	case words[0] == "head" && len(words) == 4:
		version, err := strconv.Atoi(words[2])
		r.heads = append(r.heads, point{words[1], version, words[3]})
		return err == nil && version > 0 && sha256Form(words[3])
	}
	return false
}
