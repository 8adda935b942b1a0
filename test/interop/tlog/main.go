// Judges proofs, tiles, checkpoints and cosignatures with Go's own transparency log packages.
//
// Standard input is a JSON list of claims about the log whose leaf i is the text "entry <i>"; standard output is a
// JSON list with one verdict for each, and a note signed here for the other side to judge.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go < claims.json
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Kind                string // root, record, tree, tile, note, proof
	Size, Index, Old    int64
	Level, Width        int
	Root, OldRoot, Leaf []byte
	Hashes              [][]byte
	Bytes               []byte
	Keys                []string
}

type verdict struct {
	Ok    bool
	Why   string
	Names []string // whose signatures were verified
	Times []uint64 // of the cosignatures among them
}

func main() {
	var in struct {
		Leaves int64
		Claims []claim
	}
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		log.Fatal(err)
	}
	tree := build(in.Leaves)
	verdicts := make([]verdict, len(in.Claims))
	for i, c := range in.Claims {
		v, err := judge(c, tree)
		v.Ok = err == nil
		if err != nil {
			v.Why = err.Error()
		}
		verdicts[i] = v
	}
	vkey, signed := ownNote()
	out := map[string]any{"Verdicts": verdicts, "Key": vkey, "Note": signed}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		log.Fatal(err)
	}
}

// storage is the tree that Go builds from the leaves.
type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(s)) {
			return nil, errors.New("outside the tree")
		}
		out[i] = s[x]
	}
	return out, nil
}

func build(leaves int64) storage {
	var s storage
	for i := int64(0); i < leaves; i++ {
		hashes, err := tlog.StoredHashes(i, []byte(fmt.Sprintf("entry %d", i)), s)
		if err != nil {
			log.Fatal(err)
		}
		s = append(s, hashes...)
	}
	return s
}

func hashOf(b []byte) (h tlog.Hash) {
	if copy(h[:], b) != len(h) || len(b) != len(h) {
		log.Fatal("not a hash")
	}
	return h
}

func hashesOf(list [][]byte) []tlog.Hash {
	out := []tlog.Hash{}
	for _, b := range list {
		out = append(out, hashOf(b))
	}
	return out
}

func judge(c claim, tree storage) (verdict, error) {
	switch c.Kind {
	case "root":
		return verdict{}, sameRoot(c.Size, c.Root, tree)
	case "record":
		if err := sameRoot(c.Size, c.Root, tree); err != nil {
			return verdict{}, err
		}
		return verdict{}, tlog.CheckRecord(hashesOf(c.Hashes), c.Size, hashOf(c.Root), c.Index, hashOf(c.Leaf))
	case "tree":
		if err := sameRoot(c.Size, c.Root, tree); err != nil {
			return verdict{}, err
		}
		return verdict{}, tlog.CheckTree(hashesOf(c.Hashes), c.Size, hashOf(c.Root), c.Old, hashOf(c.OldRoot))
	case "tile":
		return verdict{}, sameTile(c, tree)
	case "note":
		v, _, err := open(c.Bytes, c.Keys)
		return v, err
	case "proof":
		return proof(c)
	}
	return verdict{}, errors.New("unknown kind of claim")
}

func sameRoot(size int64, root []byte, tree storage) error {
	want, err := tlog.TreeHash(size, tree)
	if err == nil && want != hashOf(root) {
		err = errors.New("another root")
	}
	return err
}

func sameTile(c claim, tree storage) error {
	want, err := tlog.ReadTileData(tlog.Tile{H: 8, L: c.Level, N: c.Index, W: c.Width}, tree)
	if err == nil && !bytes.Equal(want, c.Bytes) {
		err = errors.New("another tile")
	}
	return err
}

// cosigner verifies timestamped signatures, which the note package leaves to its callers.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key, append([]byte(head), msg...), sig[8:])
}

func verifierOf(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return note.NewVerifier(vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("key id differs")
	}
	return cosigner{parts[0], hash, key[1:]}, nil
}

func open(msg []byte, vkeys []string) (verdict, string, error) {
	var list []note.Verifier
	for _, vkey := range vkeys {
		verifier, err := verifierOf(vkey)
		if err != nil {
			return verdict{}, "", err
		}
		list = append(list, verifier)
	}
	n, err := note.Open(msg, note.VerifierList(list...))
	if err != nil {
		return verdict{}, "", err
	}
	var v verdict
	for _, sig := range n.Sigs {
		v.Names = append(v.Names, sig.Name)
		if raw, err := base64.StdEncoding.DecodeString(sig.Base64); err == nil && len(raw) == 4+8+64 {
			v.Times = append(v.Times, binary.BigEndian.Uint64(raw[4:]))
		}
	}
	return v, n.Text, nil
}

// proof judges a whole tlog-proof file against the bytes of a leaf.
func proof(c claim) (verdict, error) {
	head, checkpoint, found := strings.Cut(string(c.Bytes), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return verdict{}, errors.New("malformed proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return verdict{}, err
	}
	var hashes tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return verdict{}, err
		}
		hashes = append(hashes, hash)
	}
	v, text, err := open([]byte(checkpoint), c.Keys)
	if err != nil {
		return v, err
	}
	body := strings.Split(text, "\n")
	if len(body) != 4 {
		return v, errors.New("malformed checkpoint")
	}
	size, err := strconv.ParseInt(body[1], 10, 64)
	if err != nil {
		return v, err
	}
	root, err := tlog.ParseHash(body[2])
	if err != nil {
		return v, err
	}
	return v, tlog.CheckRecord(hashes, size, root, index, tlog.RecordHash(c.Leaf))
}

func ownNote() (string, []byte) {
	skey, vkey, err := note.GenerateKey(nil, "go.example/log")
	if err != nil {
		log.Fatal(err)
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		log.Fatal(err)
	}
	text := "go.example/log\n0\n" + base64.StdEncoding.EncodeToString(sha256.New().Sum(nil)) + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		log.Fatal(err)
	}
	return vkey, signed
}
