package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
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
		if key := l.hasKey(p.own()); p.isShown(p.record.State) && c.need(key != nil, "EVENT_KEY", path) {
			c.need(l.isSigned(key), "EVENT_SIGNATURE", path)
			c.need(l.isOfItsService(), "EVENT_SERVICE", path)
		}
		c.need(!ids[l.id], "EVENT_TWICE", path)
		ids[l.id] = true
		c.need(before.IsZero() || !l.emitted.Before(before.Add(-time.Minute)), "TIME_BACK", path)
		before = l.emitted
		p.disclosures(c, e, l)
	}
	p.health(c)
	p.chain(c)
	p.gathering(c)
	hidden := p.hidden()
	for i, m := range p.index.Messages {
		p.messageLeaves(c, i+1, m, hidden)
		p.messageTime(c, i+1, m)
	}
}

// disclosures: what is shown belongs to the leaf, and is what the index says; a missing file shows nothing yet.
func (p *pack) disclosures(c *check, e event, l *leaf) {
	path := disclosureFile(e.Index)
	digests := listAt(l.value, "sd")
	isEven := c.need(len(digests) == len(e.Values), "DISCLOSURE_DIFFERS", eventFile(e.Index))
	bytes, isThere := p.files[path]
	if !isThere {
		return
	}
	shown := readDisclosures(bytes)
	if !c.need(shown != nil, "DISCLOSURE_FOREIGN", path) {
		return
	}
	known, opened := map[string]bool{}, map[string]bool{}
	for _, digest := range digests {
		known[digest.(string)] = true
	}
	for _, encoded := range shown {
		opened[digestOf(encoded)] = true
		c.need(isDisclosure(encoded) && known[digestOf(encoded)], "DISCLOSURE_FOREIGN", path)
	}
	if !isEven {
		return
	}
	for k, digest := range digests {
		c.need(opened[digest.(string)] == (e.Values[k] == nil), "DISCLOSURE_DIFFERS", path)
	}
}

// isDisclosure: salt, name and value, in the one spelling of base64url.
func isDisclosure(encoded string) bool {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
	var parts []any
	if err != nil || strings.ContainsAny(encoded, "\r\n") || !utf8.Valid(raw) || json.Unmarshal(raw, &parts) != nil || len(parts) != 3 {
		return false
	}
	_, isNamed := parts[1].(string)
	return isNamed
}

// chain follows `prev.case` through the events of the case; hashes of unnamed ones may stand between.
func (p *pack) chain(c *check) {
	other, pseudonym := 0, ""
	previous := ""
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if e.Why != "CASE" {
			// Else a message of another thread could pass for one of this.
			c.need(l == nil || !l.isOfCase(), "CHAIN_BROKEN", eventFile(e.Index))
			continue
		}
		if l != nil {
			if named := textAt(l.value, "case"); named != "" {
				c.need(pseudonym == "" || pseudonym == named, "CHAIN_BROKEN", eventFile(e.Index))
				pseudonym = named
			}
			text := textAt(l.value, "prev", "case")
			if c.need(l.isOfCase(), "CHAIN_BROKEN", eventFile(e.Index)) && text != previous {
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
		textAt(l.value, "t", "emit") == p.record.GatheredAt && p.index.isSuperseding(l) &&
		countAt(l.value, "data", "events") == events+p.index.Withheld.Unnamed, "GATHERED_DIFFERS", path)
}
