package main

import (
	"bytes"

	"golang.org/x/mod/sumdb/tlog"
)

const mostHealth = 4_096

var healthForm = object(fields{"index": count, "leaf": base64Form(5_464), "proof": list(0, 63, hash64Form)})

// healthEntry is a line of `data/system/health.jsonl`: an entry of the own log, and its way to the checkpoint.
type healthEntry struct {
	index  int
	hash   tlog.Hash
	leaf   *leaf
	hashes []tlog.Hash
}

// healthEntries are the lines of the file, ascending; false for what is no such file.
func healthEntries(content []byte) (entries []healthEntry, isForm bool) {
	lines := bytes.Split(content, []byte("\n"))
	if last := len(lines) - 1; last < 1 || last > mostHealth || len(lines[last]) > 0 {
		return nil, false
	}
	before := -1
	for _, line := range lines[:len(lines)-1] {
		value := parseCanonical(line, 16_384, 3)
		if value == nil || !healthForm(value) || countAt(value, "index") <= before {
			return nil, false
		}
		before = countAt(value, "index")
		raw := bytesOf(textAt(value, "leaf"))
		entry := healthEntry{index: before, hash: tlog.RecordHash(raw), leaf: readLeaf(raw)}
		for _, hash := range listAt(value, "proof") {
			entry.hashes = append(entry.hashes, tlog.Hash(bytesOf(hash.(string))))
		}
		entries = append(entries, entry)
	}
	return entries, true
}

// health is the part of V05 about how the services were.
func (p *pack) health(c *check) {
	content, isThere := p.files[healthFile]
	if !isThere {
		return
	}
	entries, isForm := healthEntries(content)
	c.need(isForm, "LEAF_FORM", healthFile)
	for _, entry := range entries {
		l := entry.leaf
		if !c.need(l != nil && l.typ == "system.health", "LEAF_FORM", healthFile) {
			continue
		}
		c.need(l.log == p.record.Log.Origin, "LEAF_LOG", healthFile)
		if key := l.hasKey(p.own()); p.isShown(p.record.State) && c.need(key != nil, "EVENT_KEY", healthFile) {
			c.need(l.isSigned(key), "EVENT_SIGNATURE", healthFile)
			c.need(l.isOfItsService(), "EVENT_SERVICE", healthFile)
		}
	}
}

// healthInclusion is the part of V06 about it.
func (p *pack) healthInclusion(c *check) {
	entries, _ := healthEntries(p.files[healthFile])
	for _, entry := range entries {
		proof := logProof{index: entry.index, hashes: entry.hashes}
		c.need(proof.leadsTo(entry.hash, p.record.Log.Size, p.logRoot()), "PROOF_INVALID", healthFile)
	}
}
