package main

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
)

// withheld is V12: what the index demands is there or marked, and counted.
func (p *pack) withheld(c *check) {
	for _, name := range p.lacking {
		c.lack("FILE_MISSING", name)
	}
	p.countWithheld(c)
	if gathered := p.shown[p.record.Gathered]; gathered != nil {
		c.need(countAt(gathered.value, "data", "unnamed") == p.index.Withheld.Unnamed, "COUNT_DIFFERS", "unnamed")
	}
	p.receiptsMissing(c)
	p.messagesMissing(c)
	if p.marksErased() && p.erasedAt() == "" {
		c.lack("ERASURE_MISSING", "data/index.json")
	}
}

// marksErased says whether the index marks anything as erased.
func (p *pack) marksErased() bool {
	marks := []*string{}
	for _, e := range p.index.Events {
		marks = append(append(marks, e.Withheld), e.Values...)
	}
	for _, m := range p.index.Messages {
		marks = append(append(marks, m.Withheld), m.Attachments...)
	}
	return slices.ContainsFunc(marks, func(mark *string) bool { return mark != nil && *mark == "ERASED" })
}

// erasedAt is the time of the newest shown entry of a lawful erasure of the case; empty where none is shown.
func (p *pack) erasedAt() (at string) {
	for _, e := range p.index.Events {
		if l := p.shown[e.Index]; l != nil && l.typ == "erasure.done" && e.Why == "CASE" {
			at = textAt(l.value, "t", "emit")
		}
	}
	return at
}

// messagesMissing: what the case speaks of is in the package, but for what never left.
func (p *pack) messagesMissing(c *check) {
	named := map[string]bool{}
	for _, m := range p.index.Messages {
		named[m.Message], named[m.Document] = true, true
	}
	for _, l := range p.shown {
		if l.typ == "msg.send.abandoned" {
			named[textAt(l.value, "data", "document")] = true
		}
	}
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l == nil {
			continue
		}
		if member := map[string]string{"msg.signed": "document", "item.decrypted": "messageId"}[l.typ]; member != "" &&
			!named[textAt(l.value, "data", member)] {
			c.lack("MESSAGE_MISSING", eventFile(e.Index))
		}
	}
}

func (p *pack) receiptsMissing(c *check) {
	logged, named := map[int]bool{}, map[string]bool{}
	for _, m := range p.index.Messages {
		named[m.Message] = true
	}
	for _, receipt := range p.index.Receipts {
		logged[receipt.Logged] = true
	}
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		isLogged := l != nil && l.typ == "msg.receipt.logged" && named[textAt(l.value, "data", "messageId")]
		if isLogged && !logged[e.Index] {
			c.lack("RECEIPT_MISSING", eventFile(e.Index))
		}
	}
}

func countReasons(all []*string) (n int) {
	for _, one := range all {
		if one != nil {
			n++
		}
	}
	return n
}

func (p *pack) countWithheld(c *check) {
	events, files, fields := 0, 0, 0
	for _, e := range p.index.Events {
		events += countReasons([]*string{e.Withheld})
		fields += countReasons(e.Values)
	}
	for _, m := range p.index.Messages {
		files += countReasons(append([]*string{m.Withheld}, m.Attachments...))
	}
	stated := p.index.Withheld
	c.need(stated.Events == events, "COUNT_DIFFERS", "events")
	c.need(stated.Files == files, "COUNT_DIFFERS", "files")
	c.need(stated.Fields == fields, "COUNT_DIFFERS", "fields")
}

func digestOf(encoded string) string {
	sum := sha256.Sum256([]byte(encoded))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// readDisclosures is nil for what is no file of disclosures.
func readDisclosures(bytes []byte) (encoded []string) {
	value := parseCanonical(bytes, 1<<20, 4)
	if value == nil || !object(fields{"shown": rising(1, 32, text(1, 1<<20))})(value) {
		return nil
	}
	for _, one := range listAt(value, "shown") {
		encoded = append(encoded, one.(string))
	}
	return encoded
}
