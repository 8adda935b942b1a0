package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"time"
)

// leaves is V05.
func (p *pack) leaves(c *check) {
	var before time.Time
	ids := map[string]bool{}
	for _, e := range p.index.Events {
		_, isThere := p.files[eventFile(e.Index)]
		if !isThere || e.Withheld != nil {
			continue
		}
		l, path := p.shown[e.Index], eventFile(e.Index)
		if !c.need(l != nil, "LEAF_FORM", path) {
			continue
		}
		hash := l.hash()
		c.need(hex.EncodeToString(hash[:]) == e.Leaf, "LEAF_HASH", path)
		c.need(l.log == p.record.Log.Origin, "LEAF_LOG", path)
		if key := l.hasKey(p.own()); c.need(key != nil, "EVENT_KEY", path) {
			c.need(l.isSigned(key), "EVENT_SIGNATURE", path)
		}
		c.need(!ids[l.id], "EVENT_TWICE", path)
		ids[l.id] = true
		c.need(before.IsZero() || !l.emitted.Before(before.Add(-time.Minute)), "TIME_BACK", path)
		before = l.emitted
		p.disclosures(c, e.Index, l)
	}
	p.chain(c)
	p.gathering(c)
	for i, m := range p.index.Messages {
		p.messageLeaves(c, i+1, m)
	}
}

func (p *pack) disclosures(c *check, i int, l *leaf) {
	bytes, isThere := p.files[disclosureFile(i)]
	if !isThere {
		return
	}
	shown := readDisclosures(bytes)
	if !c.need(shown != nil, "DISCLOSURE_FOREIGN", disclosureFile(i)) {
		return
	}
	known := map[string]bool{}
	for _, digest := range listAt(l.value, "sd") {
		known[digest.(string)] = true
	}
	for _, encoded := range shown {
		raw, err := base64.RawURLEncoding.DecodeString(encoded)
		var parts []any
		isTriple := err == nil && json.Unmarshal(raw, &parts) == nil && len(parts) == 3
		c.need(isTriple && known[digestOf(encoded)], "DISCLOSURE_FOREIGN", disclosureFile(i))
	}
}

// chain follows `prev.case` through the events of the case; hashes of unnamed ones may stand between.
func (p *pack) chain(c *check) {
	other, pseudonym := 0, ""
	previous := ""
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l != nil {
			if named := textAt(l.value, "case"); named != "" {
				c.need(pseudonym == "" || pseudonym == named, "CHAIN_BROKEN", eventFile(e.Index))
				pseudonym = named
			}
		}
		if e.Why != "CASE" {
			continue
		}
		if l != nil {
			link, isLink := at(l.value, "prev").(map[string]any)["case"]
			text, _ := link.(string)
			if c.need(isLink, "CHAIN_BROKEN", eventFile(e.Index)) && text != previous {
				other++
				c.need(text != "", "CHAIN_BROKEN", eventFile(e.Index))
			}
			if other > p.index.Withheld.Unnamed {
				c.fail("CHAIN_BROKEN", eventFile(e.Index))
			}
		}
		previous = e.Leaf
	}
}

func (p *pack) gathering(c *check) {
	last, events := -1, 0
	isNamed := false
	for _, e := range p.index.Events {
		if e.Why == "CASE" {
			last = e.Index
			events++
			isNamed = isNamed || e.Index == p.record.Gathered && e.Withheld == nil
		}
	}
	path := eventFile(p.record.Gathered)
	if !c.need(last == p.record.Gathered && isNamed, "GATHERED_DIFFERS", path) {
		return
	}
	l := p.shown[last]
	if l == nil {
		return
	}
	c.need(l.typ == "pkg.gathered" && textAt(l.value, "data", "exhibit") == p.record.Exhibit &&
		textAt(l.value, "t", "emit") == p.record.GatheredAt &&
		countAt(l.value, "data", "events") == events+p.index.Withheld.Unnamed, "GATHERED_DIFFERS", path)
}

// wanted is a leaf that a message must have.
type wanted struct {
	typ, why string
	data     map[string]string
	// Role of an object and its hash.
	object [2]string
	// Whether it carries the sealed message.
	isCarrier bool
}

func (p *pack) messageLeaves(c *check, place int, m message) {
	hash := func(name string) string {
		if content, isThere := p.files[messageFile(place, name)]; isThere {
			return sha256Hex(content)
		}
		return ""
	}
	document, certificate, envelope := hash("document.json"), hash("certificate.pgp"), hash("envelope.json")
	list := []wanted{{"msg.accepted", "LINK", map[string]string{"messageId": m.Message, "document": m.Document,
		"envelopeSha256": envelope, "certificateSha256": certificate}, [2]string{}, true}}
	if m.Direction == "OUT" {
		read := readDocument(p.files[messageFile(place, "document.json")])
		list = []wanted{
			{"msg.signed", "CASE", map[string]string{"document": m.Document, "certificateSha256": certificate,
				"signatureSha256": hash("document.sig"), "signer": textAt(read, "signer")},
				[2]string{"document", document}, false},
			{"msg.send.intent", "LINK", map[string]string{"messageId": m.Message, "document": m.Document,
				"envelopeSha256": envelope}, [2]string{}, true},
		}
	}
	for _, w := range list {
		about := p.about(w)
		if len(about) == 0 {
			c.need(p.mayHide(w.why), "MESSAGE_LEAF", messageFile(place, "document.json"))
			continue
		}
		if !c.need(len(about) == 1 && w.fits(about[0]), "MESSAGE_LEAF", messageFile(place, "document.json")) {
			continue
		}
		original, isThere := p.files[messageFile(place, "original.pgp")]
		if w.isCarrier && isThere {
			carried := about[0].object("ciphertext")
			c.need(textAt(carried, "sha256") == sha256Hex(original) && countAt(carried, "size") == len(original),
				"CIPHERTEXT_DIFFERS", messageFile(place, "original.pgp"))
		}
	}
}

// about are the shown leaves of the wanted sort that name the document.
func (p *pack) about(w wanted) (out []*leaf) {
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l != nil && l.typ == w.typ && textAt(l.value, "data", "document") == w.data["document"] {
			out = append(out, l)
		}
	}
	return out
}

// fits: what is not in the package to compare with is passed over.
func (w wanted) fits(l *leaf) bool {
	for name, value := range w.data {
		if value != "" && textAt(l.value, "data", name) != value {
			return false
		}
	}
	return w.object[1] == "" || textAt(l.object(w.object[0]), "sha256") == w.object[1]
}

// mayHide: an event of this sort that is withheld, or missing, may be the one that is wanted.
func (p *pack) mayHide(why string) bool {
	for _, e := range p.index.Events {
		if e.Why == why && p.shown[e.Index] == nil {
			return true
		}
	}
	return false
}
