package main

import (
	"encoding/json"
	"strings"
	"time"
)

// entry is one of a State's directory (README 6).
type entry struct {
	kind       string
	issuedAt   time.Time
	body       map[string]any
	from, to   time.Time
	bytes      []byte
	signatures [][]byte
}

func (e *entry) text(names ...string) string { return textAt(e.body, names...) }

// directory is the verified chain of a State.
type directory struct {
	state, root string
	rootKey     *certificate
	entries     []*entry
	// Head after so many entries.
	heads []string
}

func readEntry(bytes []byte, signatures [][]byte, state string) *entry {
	value := parseCanonical(bytes, 49_152, 8)
	kind := textAt(value, "kind")
	body, isKnown := entryBodies[kind]
	if value == nil || !isKnown || textAt(value, "state") != state {
		return nil
	}
	if !object(fields{"typ": oneOf("liaise-directory-entry"), "v": only(1), "chain": oneOf("directory"),
		"state": stateForm, "kind": anything, "issuedAt": timeForm, "body": body})(value) {
		return nil
	}
	e := &entry{kind: kind, issuedAt: timeAt(value, "issuedAt"), bytes: bytes, signatures: signatures}
	e.body = value["body"].(map[string]any)
	e.from, e.to = timeAt(e.body, "from"), timeAt(e.body, "to")
	return e
}

var entryLine = object(fields{"entry": base64Form(65_536), "signatures": list(1, 4, base64Form(4_000))})

type chain struct {
	directory *directory
	wrong     int
}

// A package has two chains. The packages of a list that follow have the same ones.
const mostChains = 2

var readChains = recent[chain]{most: mostChains}

// readDirectory verifies a chain from its root: -1, or the place of the first entry that does not hold. Those before it count,
// but none where a line has not its form. Packages of a list have the same chains, each of which is verified
// once while it is kept.
func readDirectory(text []byte, state, root string) (*directory, int) {
	read := readChains.get(state+" "+root+" "+sha256Hex(text), func() chain {
		d, wrong := verifiedChain(text, state, root)
		return chain{d, wrong}
	})
	return read.directory, read.wrong
}

func verifiedChain(text []byte, state, root string) (*directory, int) {
	d := &directory{state: state, root: root}
	if len(text) == 0 || text[len(text)-1] != '\n' || len(text) > 12<<20 {
		return d, 0
	}
	lines := []any{}
	for i, line := range strings.Split(string(text[:len(text)-1]), "\n") {
		value := parseCanonical([]byte(line), 131_072, 3)
		if value == nil || !entryLine(value) || i >= 50_000 {
			return d, i
		}
		lines = append(lines, value)
	}
	seen := map[string]bool{}
	for i, line := range lines {
		signatures := [][]byte{}
		for _, one := range listAt(line, "signatures") {
			signatures = append(signatures, bytesOf(one.(string)))
		}
		e := readEntry(bytesOf(textAt(line, "entry")), signatures, state)
		if e == nil || seen[string(e.bytes)] || !d.admits(e) {
			return d, i
		}
		seen[string(e.bytes)] = true
		d.entries = append(d.entries, e)
		d.heads = append(d.heads, d.headAfter(e))
	}
	return d, -1
}

func (d *directory) headAfter(e *entry) string {
	version := len(d.heads)
	var prev any
	if version > 0 {
		prev = d.heads[version-1]
	}
	signatures := []any{}
	for _, s := range e.signatures {
		signatures = append(signatures, sha256Hex(s))
	}
	return sha256Hex(canonical(map[string]any{"entry": sha256Hex(e.bytes), "prev": prev, "signatures": signatures,
		"version": json.Number(decimal(version))}))
}

// has says whether this point is of this chain.
func (d *directory) has(version int, head string) bool {
	return version >= 1 && version <= len(d.heads) && d.heads[version-1] == head
}

// until is the directory as it was at a version.
func (d *directory) until(version int) *directory {
	return &directory{d.state, d.root, d.rootKey, d.entries[:version], d.heads[:version]}
}

// newest is of each subject the entry that decides at a moment, in the order of the chain.
func (d *directory) newest(kind string, at time.Time, subject func(*entry) string) (out []*entry) {
	last := map[string]*entry{}
	for _, e := range d.entries {
		if e.kind == kind && !e.from.After(at) {
			last[subject(e)] = e
		}
	}
	for _, e := range d.entries {
		if e.kind == kind && last[subject(e)] == e && at.Before(e.to) {
			out = append(out, e)
		}
	}
	return out
}

// stateKeys are the certificates of one purpose that hold at a moment: the eight that stand last.
func (d *directory) stateKeys(purpose string, at time.Time) (out []*certificate) {
	for _, e := range d.newest("state-key", at, func(e *entry) string { return e.text("fingerprint") }) {
		if e.text("purpose") != purpose {
			continue
		}
		if c := readCertificate(bytesOf(e.text("certificate"))); c != nil && c.key.fingerprint == e.text("fingerprint") {
			out = append(out, c)
		}
	}
	return out[max(0, len(out)-8):]
}

// noteKeys are the keys of one purpose that hold at a moment; of a zero time: all that ever held.
func (d *directory) noteKeys(purpose string, at time.Time) (out []noteKey) {
	found := d.entries
	if !at.IsZero() {
		found = d.newest("note-key", at, func(e *entry) string { return e.text("vkey") })
	}
	for _, e := range found {
		if e.kind != "note-key" || e.text("purpose") != purpose {
			continue
		}
		if key, fits := parseNoteKey(e.text("vkey")); fits {
			out = append(out, key)
		}
	}
	return out
}

// eventKey is the raw key of a service by its hash, if it holds at a moment.
func (d *directory) eventKey(service, hash string, at time.Time) []byte {
	subject := func(e *entry) string { return e.text("publicKey") }
	for _, e := range d.newest("event-key", at, subject) {
		if raw := bytesOf(e.text("publicKey")); e.text("service") == service && sha256Hex(raw) == hash {
			return raw
		}
	}
	return nil
}

// certificatesOf are those that the directory has for a State key.
func (d *directory) certificatesOf(fingerprint string) (out [][]byte) {
	for _, e := range d.entries {
		if e.kind == "state-key" && e.text("fingerprint") == fingerprint {
			out = append(out, bytesOf(e.text("certificate")))
		}
	}
	return out
}
