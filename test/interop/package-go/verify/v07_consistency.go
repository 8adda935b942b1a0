package main

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// consistency is V07: earlier states of the log are prefixes of the checkpoint, and no log has two roots of one size.
func (p *pack) consistency(c *check) {
	fork := &forks{c, map[string]tlog.Hash{}}
	own := "own " + p.record.Log.Origin
	fork.see(own, p.record.Log.Size, p.logRoot(), recordFile)
	for _, token := range p.index.Tokens {
		if note := readCheckpoint(p.files[stateFile(token.Size)]); note != nil {
			p.isPrefix(c, note.size, note.root, stateFile(token.Size))
			fork.see(own, note.size, note.root, stateFile(token.Size))
		}
	}
	for _, e := range p.index.Events {
		if l := p.shown[e.Index]; l != nil && l.ownAnchor != nil {
			c.need(l.ownAnchor.size <= e.Index, "ANCHOR_AHEAD", eventFile(e.Index))
			p.isPrefix(c, l.ownAnchor.size, l.ownAnchor.root, eventFile(e.Index))
			fork.see(own, l.ownAnchor.size, l.ownAnchor.root, eventFile(e.Index))
		}
	}
	theirs := map[string]bool{}
	p.forksOfEnvelopes(fork, theirs)
	p.forksOfReceipts(fork, theirs)
	p.forksOfAnswers(fork, theirs)
	if len(theirs) != 1 {
		// An anchor of a leaf names no log.
		return
	}
	for _, e := range p.index.Events {
		for log := range theirs {
			if l := p.shown[e.Index]; l != nil && l.peerAnchor != nil {
				fork.see(log, l.peerAnchor.size, l.peerAnchor.root, eventFile(e.Index))
			}
		}
	}
}

// forksOfEnvelopes: `own` is of the log of the State that sealed it.
func (p *pack) forksOfEnvelopes(fork *forks, theirs map[string]bool) {
	for i, m := range p.index.Messages {
		path := messageFile(i+1, "envelope.json")
		envelope := readEnvelope(p.files[path])
		for side, ofSender := range map[string]bool{"own": true, "peer": false} {
			named := at(envelope, "anchor", side)
			if named == nil {
				continue
			}
			origin, size, root := textAt(named, "origin"), countAt(named, "size"), tlog.Hash(bytesOf(textAt(named, "root")))
			if (m.Direction == "OUT") == ofSender {
				fork.need(origin != p.record.Log.Origin || size <= p.record.Log.Size, "ANCHOR_AHEAD", path)
				fork.see("own "+origin, size, root, path)
				continue
			}
			theirs["neighbour "+origin] = true
			fork.see("neighbour "+origin, size, root, path)
		}
	}
}

func (p *pack) forksOfReceipts(fork *forks, theirs map[string]bool) {
	for r := range p.index.Receipts {
		if proof := readProof(p.files[receiptProofFile(r+1)]); proof != nil {
			if note := readCheckpoint(proof.note); note != nil {
				theirs["neighbour "+note.origin] = true
				fork.see("neighbour "+note.origin, note.size, note.root, receiptProofFile(r+1))
			}
		}
	}
}

// forksOfAnswers: of checkpoints that the neighbour's log signed.
func (p *pack) forksOfAnswers(fork *forks, theirs map[string]bool) {
	if !p.isShown(p.record.Neighbour) {
		return
	}
	p.answers(func(_, _, place int, a *answer) {
		if a != nil && a.note != nil {
			theirs["neighbour "+a.note.origin] = true
			fork.see("neighbour "+a.note.origin, a.note.size, a.note.root, answerFile(place))
		}
	})
}

// isPrefix judges by the file of the size; of no leaves and of all of them there is none.
func (p *pack) isPrefix(c *check, size int, root tlog.Hash, where string) {
	switch {
	case size == 0:
		return
	case size == p.record.Log.Size:
		c.need(root == p.logRoot(), "CONSISTENCY_INVALID", where)
		return
	case size > p.record.Log.Size:
		c.fail("CONSISTENCY_INVALID", where)
		return
	}
	content, isThere := p.files[consistencyFile(size)]
	if !isThere {
		return
	}
	rows := strings.Split(string(content), "\n")
	hashes, areHashes := hashesOf(rows[:len(rows)-1])
	if !c.need(areHashes && rows[len(rows)-1] == "", "CONSISTENCY_FORM", consistencyFile(size)) {
		return
	}
	holds := tlog.CheckTree(hashes, int64(p.record.Log.Size), p.logRoot(), int64(size), root) == nil
	c.need(holds, "CONSISTENCY_INVALID", consistencyFile(size))
}

// forks notes which root a log was said to have at a size.
type forks struct {
	*check
	roots map[string]tlog.Hash
}

func (f *forks) see(log string, size int, root tlog.Hash, where string) {
	key := log + " " + decimal(size)
	if size == 0 {
		f.roots[key] = sha256.Sum256(nil)
	}
	if before, isSeen := f.roots[key]; isSeen && before != root {
		f.fail("FORK", where+" "+hex.EncodeToString(root[:4]))
	}
	f.roots[key] = root
}
