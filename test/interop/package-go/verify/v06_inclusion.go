package main

import (
	"bytes"
	"encoding/hex"

	"golang.org/x/mod/sumdb/tlog"
)

// logRoot is the root of the checkpoint that the record names.
func (p *pack) logRoot() tlog.Hash { return tlog.Hash(bytesOf(p.record.Log.Root)) }

// inclusion is V06: each event leads to the checkpoint, withheld ones too.
func (p *pack) inclusion(c *check) {
	note, isThere := p.files[checkpointFile]
	for _, e := range p.index.Events {
		path := proofFile(e.Index)
		content, isProven := p.files[path]
		if !isProven {
			continue
		}
		proof := readProof(content)
		if !c.need(proof != nil && proof.index == e.Index, "PROOF_FORM", path) {
			continue
		}
		c.need(!isThere || bytes.Equal(proof.note, note), "PROOF_CHECKPOINT", path)
		raw, _ := hex.DecodeString(e.Leaf)
		c.need(proof.leadsTo(tlog.Hash(raw), p.record.Log.Size, p.logRoot()), "PROOF_INVALID", path)
	}
	p.healthInclusion(c)
}
