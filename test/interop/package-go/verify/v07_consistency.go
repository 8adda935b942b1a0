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
	fork.see("own", p.record.Log.Size, p.logRoot(), recordFile)
	for _, token := range p.index.Tokens {
		if note := readCheckpoint(p.files[stateFile(token.Size)]); note != nil {
			p.isPrefix(c, note.size, note.root, stateFile(token.Size))
			fork.see("own", note.size, note.root, stateFile(token.Size))
		}
	}
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l == nil {
			continue
		}
		if own := l.ownAnchor; own != nil {
			c.need(own.size <= e.Index, "ANCHOR_AHEAD", eventFile(e.Index))
			p.isPrefix(c, own.size, own.root, eventFile(e.Index))
			fork.see("own", own.size, own.root, eventFile(e.Index))
		}
		if peer := l.peerAnchor; peer != nil {
			fork.see("peer", peer.size, peer.root, eventFile(e.Index))
		}
	}
	p.forksOfReceipts(fork)
}

func (p *pack) forksOfReceipts(fork *forks) {
	for r := range p.index.Receipts {
		if proof := readProof(p.files[receiptProofFile(r+1)]); proof != nil {
			if note := readCheckpoint(proof.note); note != nil {
				fork.see("peer", note.size, note.root, receiptProofFile(r+1))
			}
		}
	}
}

// isPrefix judges by the file of the size; of no leaves and of all of them there is none.
func (p *pack) isPrefix(c *check, size int, root tlog.Hash, where string) {
	switch {
	case size == 0:
		c.need(root == sha256.Sum256(nil), "CONSISTENCY_INVALID", where)
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
	if before, isSeen := f.roots[key]; isSeen && before != root {
		f.fail("FORK", where+" "+hex.EncodeToString(root[:4]))
	}
	f.roots[key] = root
}
