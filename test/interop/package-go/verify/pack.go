package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/hex"
	"slices"
	"strconv"
	"time"
)

// pack is a package under judgement, and what the checks before have learnt of it.
type pack struct {
	reader
	members []member
	files   map[string][]byte
	// SHA-512 of files, by name.
	sums   map[string][sha512.Size]byte
	record *record
	index  *index
	// Shown leaves that are leaves at all, by their index.
	shown map[int]*leaf
	// Directories that verify, by State.
	directories map[string]*directory
	// Members that are demanded and missing, ascending.
	lacking []string
	// Certificates above the token over the package, where that holds.
	stampedBy []*x509.Certificate
	// Outside times that hold: not after `at`, of a log of more leaves than `below`.
	outside []outsideTime
}

type outsideTime struct {
	at time.Time
	// Leaves with an index below it are covered; -1: everything in the package.
	below int
}

const (
	checkpointFile = "data/custody/checkpoint.txt"
	secondFile     = "data/custody/second.txt"
	reportFile     = "data/admissibility.json"
	healthFile     = "data/system/health.jsonl"
	policyFile     = "data/custody/policy.txt"
	rootsFile      = "data/keys/roots.txt"
	recordFile     = "data/build.json"
	indexFile      = "data/index.json"
)

func decimal(n int) string              { return strconv.Itoa(n) }
func eventFile(i int) string            { return "data/custody/events/" + decimal(i) + ".json" }
func disclosureFile(i int) string       { return "data/custody/disclosures/" + decimal(i) + ".json" }
func proofFile(i int) string            { return "data/custody/proofs/" + decimal(i) + ".tlog-proof" }
func consistencyFile(size int) string   { return "data/custody/consistency/" + decimal(size) + ".txt" }
func stateFile(size int) string         { return "data/custody/checkpoints/" + decimal(size) + ".txt" }
func tokenFile(k int) string            { return "data/custody/tokens/" + decimal(k) + ".tst" }
func certificateFile(h string) string   { return "data/custody/tsa/" + h + ".pem" }
func revocationFile(h string) string    { return "data/custody/crl/" + h + ".pem" }
func directoryFile(state string) string { return "data/keys/directory/" + state + ".jsonl" }
func keyFile(fingerprint string) string { return "data/keys/" + fingerprint + ".pgp" }
func receiptFile(r int) string          { return "data/receipts/" + decimal(r) + ".json" }
func receiptProofFile(r int) string     { return "data/receipts/" + decimal(r) + ".tlog-proof" }
func answerFile(k int) string           { return "data/peer/" + decimal(k) + ".json" }
func answerSignatureFile(k int) string  { return "data/peer/" + decimal(k) + ".sig" }
func messageFile(n int, name string) string {
	return "data/messages/" + decimal(n) + "/" + name
}

func sha256Hex(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

// load reads what several checks need, as far as it can be read.
func (p *pack) load() {
	p.shown = map[int]*leaf{}
	for _, e := range p.index.Events {
		if e.Withheld != nil {
			continue
		}
		if bytes, isThere := p.files[eventFile(e.Index)]; isThere {
			if l := readLeaf(bytes); l != nil {
				p.shown[e.Index] = l
			}
		}
	}
	p.directories = map[string]*directory{}
}

func (p *pack) own() *directory  { return p.directories[p.record.State] }
func (p *pack) peer() *directory { return p.directories[p.record.Neighbour] }

// isUnread says whether a leaf that is not withheld is missing, or none.
func (p *pack) isUnread() bool {
	return slices.ContainsFunc(p.index.Events, func(e event) bool { return e.Withheld == nil && p.shown[e.Index] == nil })
}

// anchored are the sizes of the own log from which the package shows how the checkpoint follows.
func (p *pack) anchored() map[int]bool {
	sizes := map[int]bool{}
	for _, token := range p.index.Tokens {
		sizes[token.Size] = true
	}
	for _, l := range p.shown {
		if l.ownAnchor != nil {
			sizes[l.ownAnchor.size] = true
		}
	}
	delete(sizes, 0)
	delete(sizes, p.record.Log.Size)
	return sizes
}

// demanded are the members that record and index name; a false one may be missing.
func (p *pack) demanded() map[string]bool {
	names := map[string]bool{}
	for _, name := range append([]string{"mimetype", "tagmanifest-sha512.txt", asicFile, stampFile,
		recordFile, indexFile, checkpointFile, policyFile, rootsFile}, tagFiles...) {
		names[name] = true
	}
	names[secondFile] = false
	names[reportFile] = false
	names[healthFile] = false
	if p.record.CMSSeal != nil {
		names[cmsManifestFile], names[cmsFile] = true, true
	}
	for _, e := range p.index.Events {
		names[proofFile(e.Index)] = true
		if e.Withheld == nil {
			names[eventFile(e.Index)] = true
			if e.opens() {
				names[disclosureFile(e.Index)] = true
			}
		}
	}
	for size := range p.anchored() {
		names[consistencyFile(size)] = true
	}
	for k, token := range p.index.Tokens {
		names[stateFile(token.Size)] = true
		names[tokenFile(k+1)] = true
	}
	p.demandKept(names)
	return names
}

func (p *pack) demandKept(names map[string]bool) {
	for _, hash := range p.index.Certificates {
		names[certificateFile(hash)] = true
	}
	for _, hash := range p.index.Lists {
		names[revocationFile(hash)] = true
	}
	for _, d := range p.record.Directories {
		names[directoryFile(d.State)] = true
	}
	for _, fingerprint := range p.index.Keys {
		names[keyFile(fingerprint)] = true
	}
	for i, m := range p.index.Messages {
		for _, name := range m.around() {
			names[messageFile(i+1, name)] = true
		}
		if m.Ciphertext {
			names[messageFile(i+1, "original.pgp")] = true
		}
		for k, withheld := range m.Attachments {
			if withheld == nil {
				names[messageFile(i+1, "attachments/"+decimal(k+1))] = true
			}
		}
	}
	for r := range p.index.Receipts {
		names[receiptFile(r+1)] = true
		names[receiptProofFile(r+1)] = true
	}
	place := 0
	for _, ask := range p.index.Asks {
		for part := 0; part < ask.Answers; part++ {
			place++
			names[answerFile(place)], names[answerSignatureFile(place)] = true, true
		}
	}
}

// around are the files of a message beside ciphertext and attachments; of a withheld document what its State signed around it.
func (m message) around() []string {
	envelope := []string{"envelope.json", "envelope.sig"}
	if m.Withheld != nil {
		return envelope
	}
	return append([]string{"document.json", "document.sig", "certificate.pgp"}, envelope...)
}
