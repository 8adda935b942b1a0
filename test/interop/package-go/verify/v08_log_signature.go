package main

import "time"

// logSignature is V08: the log signed the checkpoint, and each that a token stamped.
func (p *pack) logSignature(c *check) {
	stated := p.record.Log
	if content, isThere := p.files[checkpointFile]; isThere {
		if note := readCheckpoint(content); c.need(note != nil, "CHECKPOINT_FORM", checkpointFile) {
			c.need(note.origin == stated.Origin && note.size == stated.Size && note.root == p.logRoot(),
				"CHECKPOINT_DIFFERS", checkpointFile)
			keys := p.own().noteKeys("log", timeOf(p.record.GatheredAt))
			c.need(!p.isShown(p.record.State) || note.signedBy(keys) != nil, "LOG_SIGNATURE", checkpointFile)
		}
	}
	for _, token := range p.index.Tokens {
		path := stateFile(token.Size)
		content, isThere := p.files[path]
		if !isThere {
			continue
		}
		note := readCheckpoint(content)
		if !c.need(note != nil && len(note.lines) == 1, "CHECKPOINT_FORM", path) {
			continue
		}
		c.need(note.size == token.Size && note.origin == stated.Origin, "CHECKPOINT_DIFFERS", path)
		isSigned := note.signedBy(p.own().noteKeys("log", time.Time{})) != nil
		c.need(!p.isShown(p.record.State) || isSigned, "LOG_SIGNATURE", path)
	}
}
