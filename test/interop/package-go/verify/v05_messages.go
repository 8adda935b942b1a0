package main

import "time"

// wanted is a leaf that a message must have.
type wanted struct {
	typ, why string
	// by is the member of `data` that tells which message the leaf is about.
	by   string
	data map[string]string
	// listed is the hash of what its object `document` names, as the index has it, and document the file, if it is there.
	listed   string
	document []byte
}

// hidden counts the events of each sort that show nothing: each may be one that a message lacks.
func (p *pack) hidden() map[string]int {
	out := map[string]int{}
	for _, e := range p.index.Events {
		if p.shown[e.Index] == nil {
			out[e.Why]++
		}
	}
	return out
}

func (p *pack) wantedOf(place int, m message) []wanted {
	hash := func(name string) string {
		if content, isThere := p.files[messageFile(place, name)]; isThere {
			return sha256Hex(content)
		}
		return ""
	}
	certificate, envelope := hash("certificate.pgp"), hash("envelope.json")
	document := p.files[messageFile(place, "document.json")]
	if m.Direction == "OUT" {
		signer := textAt(readDocument(document), "signer")
		return []wanted{
			{"msg.signed", "CASE", "document", map[string]string{"document": m.Document, "certificateSha256": certificate,
				"signatureSha256": hash("document.sig"), "signer": signer}, m.Sha256, document},
			{"msg.send.intent", "LINK", "document", map[string]string{"messageId": m.Message, "document": m.Document,
				"envelopeSha256": envelope}, "", nil},
		}
	}
	return []wanted{
		{"item.decrypted", "CASE", "messageId", map[string]string{"messageId": m.Message}, m.Sha256, document},
		{"msg.accepted", "LINK", "document", map[string]string{"messageId": m.Message, "document": m.Document,
			"envelopeSha256": envelope, "certificateSha256": certificate}, "", nil},
	}
}

func (p *pack) messageLeaves(c *check, place int, m message, hidden map[string]int) {
	for _, w := range p.wantedOf(place, m) {
		about := p.about(w)
		if len(about) == 0 {
			c.need(hidden[w.why] > 0, "MESSAGE_LEAF", messageFile(place, m.around()[0]))
			hidden[w.why]--
			continue
		}
		c.need(len(about) == 1 && w.fits(about[0]), "MESSAGE_LEAF", messageFile(place, m.around()[0]))
	}
	original, isThere := p.files[messageFile(place, "original.pgp")]
	if carrier := p.carrier(m); carrier != nil && isThere {
		c.need(carrier.names("ciphertext", original), "CIPHERTEXT_DIFFERS", messageFile(place, "original.pgp"))
	}
}

// about are the shown leaves of the wanted sort that name the document, or the message.
func (p *pack) about(w wanted) (out []*leaf) {
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l != nil && l.typ == w.typ && e.Why == w.why && textAt(l.value, "data", w.by) == w.data[w.by] {
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
	if w.listed != "" && textAt(l.object("document"), "sha256") != w.listed {
		return false
	}
	return w.document == nil || l.names("document", w.document)
}

// names says whether the object of a role is that of these bytes.
func (l *leaf) names(role string, content []byte) bool {
	object, isObject := l.object(role).(map[string]any)
	if !isObject {
		return false
	}
	long, isLong := object["sha512"]
	return countAt(object, "size") == len(content) && textAt(object, "sha256") == sha256Hex(content) &&
		(!isLong || long == sum512(content))
}

// carrier is the own leaf by which a message left or came, if it is shown.
func (p *pack) carrier(m message) *leaf {
	typ := map[string]string{"OUT": "msg.send.intent", "IN": "msg.accepted"}[m.Direction]
	return p.firstOf(typ, "messageId", m.Message)
}

func (p *pack) firstOf(typ, member, value string) *leaf {
	for _, e := range p.index.Events {
		l := p.shown[e.Index]
		if l != nil && l.typ == typ && textAt(l.value, "data", member) == value {
			return l
		}
	}
	return nil
}

// messageTime: else a key whose mandate is over could date a document back. What comes in may have waited on its way.
func (p *pack) messageTime(c *check, place int, m message) {
	path := messageFile(place, "envelope.json")
	envelope := readEnvelope(p.files[path])
	if envelope == nil {
		return
	}
	sealed := timeAt(envelope, "sealedAt")
	carrier := p.carrier(m)
	if carrier != nil {
		c.need(!sealed.After(carrier.emitted.Add(24*time.Hour)), "MESSAGE_TIME", path)
	}
	for _, l := range []*leaf{carrier, p.firstOf("msg.signed", "document", m.Document)} {
		if l != nil && m.Direction == "OUT" {
			c.need(!l.emitted.After(sealed.Add(24*time.Hour)), "MESSAGE_TIME", path)
		}
	}
}
