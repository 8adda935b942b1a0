package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	kindLog     = 1
	kindWitness = 4
)

// noteKey is a verifier key of C2SP signed-note.
type noteKey struct {
	text, name string
	id         uint32
	kind       byte
	raw        ed25519.PublicKey
}

func parseNoteKey(vkey string) (noteKey, bool) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 || parts[0] == "" || strings.ContainsAny(parts[0], " \t\n") {
		return noteKey{}, false
	}
	raw := bytesOf(parts[2])
	if len(raw) != 33 || raw[0] != kindLog && raw[0] != kindWitness || edwardsKey(raw[1:]) == nil {
		return noteKey{}, false
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	id := binary.BigEndian.Uint32(sum[:])
	return noteKey{vkey, parts[0], id, raw[0], raw[1:]}, fmt.Sprintf("%08x", id) == parts[1]
}

// second is the log's key under its second name, which follows from the key alone.
func (k noteKey) second() noteKey {
	name := "sigsum.org/v1/tree/" + sha256Hex(k.raw)
	sum := sha256.Sum256(append(append([]byte(name+"\n"), kindLog), k.raw...))
	return noteKey{"", name, binary.BigEndian.Uint32(sum[:]), kindLog, k.raw}
}

// noteLine is a signature under a note.
type noteLine struct {
	name string
	id   uint32
	rest []byte
}

// checkpoint is a signed note of the form of tlog-checkpoint, three lines and no more.
type checkpoint struct {
	text, origin string
	size         int
	root         tlog.Hash
	lines        []noteLine
}

func readCheckpoint(bytes []byte) *checkpoint {
	text, below, isNote := strings.Cut(string(bytes), "\n\n")
	rows := strings.Split(text, "\n")
	if !isNote || len(rows) != 3 || rows[0] == "" || !strings.HasSuffix(below, "\n") || len(bytes) > 1<<16 {
		return nil
	}
	size, fits := naturalOf(rows[1])
	root := bytesOf(rows[2])
	if !fits || len(root) != 32 {
		return nil
	}
	c := &checkpoint{text: text + "\n", origin: rows[0], size: size, root: tlog.Hash(root)}
	for _, line := range strings.Split(strings.TrimSuffix(below, "\n"), "\n") {
		name, signature, isLine := strings.Cut(strings.TrimPrefix(line, "— "), " ")
		raw := bytesOf(signature)
		if !isLine || !strings.HasPrefix(line, "— ") || name == "" || len(raw) < 5 {
			return nil
		}
		c.lines = append(c.lines, noteLine{name, binary.BigEndian.Uint32(raw), raw[4:]})
	}
	return c
}

// naturalOf reads decimals without leading zeros.
func naturalOf(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= mostCount && strconv.Itoa(n) == text
}

func (l noteLine) isOf(key noteKey) bool { return l.name == key.name && l.id == key.id }

// verifies says whether a line is a signature over the text; of a witness also at what time.
func (l noteLine) verifies(key noteKey, text string) (time.Time, bool) {
	if key.kind == kindLog {
		return time.Time{}, len(l.rest) == ed25519.SignatureSize && ed25519.Verify(key.raw, []byte(text), l.rest)
	}
	if len(l.rest) != 8+ed25519.SignatureSize {
		return time.Time{}, false
	}
	seconds := binary.BigEndian.Uint64(l.rest)
	said := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return time.Unix(int64(seconds), 0), ed25519.Verify(key.raw, []byte(said), l.rest[8:])
}

// signedBy finds the key of a list that signed as the log.
func (c *checkpoint) signedBy(keys []noteKey) *noteKey {
	for _, line := range c.lines {
		for _, key := range keys {
			if _, holds := line.verifies(key, c.text); holds && line.isOf(key) && key.kind == kindLog && key.name == c.origin {
				return &key
			}
		}
	}
	return nil
}

// logProof is a file of tlog-proof without `extra`.
type logProof struct {
	index  int
	hashes []tlog.Hash
	note   []byte
}

func readProof(bytes []byte) *logProof {
	head, note, isProof := strings.Cut(string(bytes), "\n\n")
	rows := strings.Split(head, "\n")
	if !isProof || len(rows) < 2 || len(rows) > 65 || rows[0] != "c2sp.org/tlog-proof@v1" {
		return nil
	}
	index, fits := naturalOf(strings.TrimPrefix(rows[1], "index "))
	hashes, areHashes := hashesOf(rows[2:])
	if !fits || !areHashes || !strings.HasPrefix(rows[1], "index ") {
		return nil
	}
	return &logProof{index, hashes, []byte(note)}
}

func hashesOf(rows []string) (out []tlog.Hash, areHashes bool) {
	for _, row := range rows {
		raw := bytesOf(row)
		if len(raw) != 32 {
			return nil, false
		}
		out = append(out, tlog.Hash(raw))
	}
	return out, true
}

func (p *logProof) leadsTo(leaf tlog.Hash, size int, root tlog.Hash) bool {
	return p.index < size && tlog.CheckRecord(p.hashes, int64(size), root, int64(p.index), leaf) == nil
}
