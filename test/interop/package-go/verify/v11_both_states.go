package main

import (
	"slices"
	"time"
)

var stageTypes = map[string]string{"DELIVERED": "msg.received", "OPENED": "msg.accepted", "REJECTED": "msg.rejected",
	"RETRIEVED": "item.viewed", "BREAK_GLASS": "case.glass.broken", "BREAK_GLASS_ONWARD": "case.glass.told"}

// bothStates is V11: what the neighbour's log says of what was sent.
func (p *pack) bothStates(c *check) {
	ended := map[int]bool{}
	for r, receipt := range p.index.Receipts {
		if receipt.Stage == "OPENED" || receipt.Stage == "REJECTED" {
			ended[receipt.Message] = true
		}
		content, isThere := p.files[receiptFile(r+1)]
		if _, isProven := p.files[receiptProofFile(r+1)]; !isThere || !isProven {
			continue
		}
		l := readLeaf(content)
		if !c.need(l != nil, "RECEIPT_FORM", receiptFile(r+1)) {
			continue
		}
		if p.isShown(p.record.Neighbour) {
			key := l.hasKey(p.peer())
			c.need(key != nil && l.isSigned(key) && l.isOfItsService(), "RECEIPT_SIGNATURE", receiptFile(r+1))
			p.receiptSays(c, r, l)
		}
		p.receiptTime(c, r, l)
		p.receiptProof(c, r, l)
	}
	p.peerAnswers(c)
	for i, m := range p.index.Messages {
		if m.Direction == "OUT" && !ended[i+1] {
			c.lack("RECEIPT_NONE", messageFile(i+1, ""))
		}
	}
}

func (p *pack) receiptSays(c *check, r int, l *leaf) {
	receipt := p.index.Receipts[r]
	m := p.index.Messages[receipt.Message-1]
	path := receiptFile(r + 1)
	c.need(l.typ == stageTypes[receipt.Stage] && textAt(l.value, "data", "messageId") == m.Message,
		"RECEIPT_SAYS", path)
	sent := p.carrier(m)
	c.need(l.isAbout(sent), "RECEIPT_SAYS", path)
	if receipt.Stage == "BREAK_GLASS_ONWARD" {
		c.need(different(1, 3, stateForm)(at(l.value, "data", "way")), "RECEIPT_SAYS", path)
	}
	if slices.Contains([]string{"REJECTED", "BREAK_GLASS", "BREAK_GLASS_ONWARD"}, receipt.Stage) {
		c.need(textAt(l.value, "reason") != "", "RECEIPT_SAYS", path)
	}
	envelope, isThere := p.files[messageFile(receipt.Message, "envelope.json")]
	if isThere && receipt.Stage == "OPENED" {
		c.need(textAt(l.value, "data", "envelopeSha256") == sha256Hex(envelope), "RECEIPT_SAYS", path)
	}
}

func (p *pack) receiptTime(c *check, r int, l *leaf) {
	sent := p.carrier(p.index.Messages[p.index.Receipts[r].Message-1])
	c.need(sent == nil || !l.emitted.Before(sent.emitted.Add(-skew)), "RECEIPT_TIME", receiptFile(r+1))
}

// isAbout: an object of the leaf is the ciphertext that was sent; where that leaf is not shown, it names some.
func (l *leaf) isAbout(sent *leaf) bool {
	of := textAt(l.object("ciphertext"), "sha256")
	if sent != nil && sent.object("ciphertext") != nil {
		of = textAt(sent.object("ciphertext"), "sha256")
	}
	for _, one := range listAt(l.value, "obj") {
		if of != "" && textAt(one, "sha256") == of {
			return true
		}
	}
	return false
}

func (p *pack) receiptProof(c *check, r int, l *leaf) {
	path := receiptProofFile(r + 1)
	content, isThere := p.files[path]
	if !isThere {
		return
	}
	proof := readProof(content)
	if !c.need(proof != nil, "RECEIPT_FORM", path) {
		return
	}
	p.receiptLogged(c, r, l, proof)
	if !p.isShown(p.record.Neighbour) {
		return
	}
	note := readCheckpoint(proof.note)
	if !c.need(note != nil, "RECEIPT_LOG", path) {
		return
	}
	isSigned := note.signedBy(p.peer().noteKeys("log", time.Time{})) != nil
	c.need(isSigned && note.origin == l.log, "RECEIPT_LOG", path)
	c.need(proof.leadsTo(l.hash(), note.size, note.root), "RECEIPT_PROOF", path)
}

// receiptLogged compares with the own leaf that recorded the receipt.
func (p *pack) receiptLogged(c *check, r int, l *leaf, proof *logProof) {
	receipt := p.index.Receipts[r]
	isNamed := false
	for _, e := range p.index.Events {
		isNamed = isNamed || e.Index == receipt.Logged
	}
	own := p.shown[receipt.Logged]
	if !isNamed || own == nil {
		c.need(isNamed, "RECEIPT_LOGGED", receiptFile(r+1))
		return
	}
	data := own.value["data"]
	c.need(own.typ == "msg.receipt.logged" && textAt(data, "stage") == receipt.Stage &&
		textAt(data, "messageId") == p.index.Messages[receipt.Message-1].Message &&
		textAt(data, "peerLeafSha256") == sha256Hex(l.bytes) && countAt(data, "peerIndex") == proof.index &&
		textAt(data, "checkpointSha256") == sha256Hex(proof.note), "RECEIPT_LOGGED", receiptFile(r+1))
}
