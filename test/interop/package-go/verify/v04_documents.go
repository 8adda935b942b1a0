package main

import (
	"bytes"
	"time"
)

// said is a message of the package, as far as it can be read.
type said struct {
	message
	place              int
	document, envelope map[string]any
	from, to           string
	directory          *directory
}

func (p *pack) file(s *said, name string) ([]byte, string, bool) {
	path := messageFile(s.place, name)
	content, isThere := p.files[path]
	return content, path, isThere
}

// documents is V04.
func (p *pack) documents(c *check) {
	for i, m := range p.index.Messages {
		s := &said{message: m, place: i + 1, from: p.record.State, to: p.record.Neighbour}
		if m.Direction == "IN" {
			s.from, s.to = s.to, s.from
		}
		s.directory = p.directories[s.from]
		if !p.isWhole(s) {
			continue
		}
		if content, path, isThere := p.file(s, "document.json"); isThere {
			s.document = readDocument(content)
			c.need(s.document != nil, "DOCUMENT_FORM", path)
		}
		if content, path, isThere := p.file(s, "envelope.json"); isThere {
			s.envelope = readEnvelope(content)
			c.need(s.envelope != nil, "ENVELOPE_FORM", path)
		}
		p.fits(c, s)
		p.envelopeSignature(c, s)
		if s.Withheld == nil {
			p.officer(c, s)
			p.attachments(c, s)
		}
	}
}

// isWhole: a message of which one of these files is missing is not judged.
func (p *pack) isWhole(s *said) bool {
	for _, name := range s.around() {
		if _, _, isThere := p.file(s, name); !isThere {
			return false
		}
	}
	return true
}

// fits compares document, envelope, record and index.
func (p *pack) fits(c *check, s *said) {
	_, documentPath, _ := p.file(s, "document.json")
	_, envelopePath, _ := p.file(s, "envelope.json")
	if d := s.document; d != nil {
		c.need(textAt(d, "id") == s.Document && textAt(d, "link") == p.record.Link && textAt(d, "thread") == p.record.Thread &&
			textAt(d, "from", "state") == s.from && textAt(d, "to", "state") == s.to, "ENVELOPE_DIFFERS", documentPath)
	}
	e := s.envelope
	if e == nil {
		return
	}
	c.need(textAt(e, "documentSha256") == s.Sha256, "ENVELOPE_DIFFERS", envelopePath)
	c.need(textAt(e, "id") == s.Message && textAt(e, "link") == p.record.Link && textAt(e, "from") == s.from &&
		textAt(e, "to") == s.to, "ENVELOPE_DIFFERS", envelopePath)
	if content, _, isThere := p.file(s, "document.json"); isThere {
		c.need(sha256Hex(content) == textAt(e, "documentSha256"), "ENVELOPE_DIFFERS", documentPath)
	}
	if content, path, isThere := p.file(s, "document.sig"); isThere {
		c.need(sha256Hex(content) == textAt(e, "officerSignatureSha256"), "ENVELOPE_DIFFERS", path)
	}
	if s.document != nil {
		keys := bytes.Equal(canonical(at(e, "recipientKeys")), canonical(at(s.document, "recipientKeys")))
		composed, sealed := timeAt(s.document, "composedAt"), timeAt(e, "sealedAt")
		isInTime := !composed.Before(sealed.Add(-24*time.Hour)) && !composed.After(sealed.Add(5*time.Minute))
		c.need(keys && isInTime, "ENVELOPE_DIFFERS", envelopePath)
	}
}

func (p *pack) envelopeSignature(c *check, s *said) {
	content, _, isThere := p.file(s, "envelope.json")
	signature, path, isSigned := p.file(s, "envelope.sig")
	if !isThere || !isSigned || s.envelope == nil || !p.isShown(s.from) {
		return
	}
	_, envelopePath, _ := p.file(s, "envelope.json")
	version := countAt(s.envelope, "directory", "version")
	c.need(s.directory.has(version, textAt(s.envelope, "directory", "head")), "DIRECTORY_POINT", envelopePath)
	for _, key := range s.directory.stateKeys("signing", timeAt(s.envelope, "sealedAt")) {
		if _, holds := key.signedAt(signature, content); holds {
			return
		}
	}
	c.fail("ENVELOPE_SIGNATURE", path)
}

// officer judges who signed the document, in which office, and whether that was ended before its bracket.
func (p *pack) officer(c *check, s *said) {
	content, documentPath, _ := p.file(s, "document.json")
	p.officerSignature(c, s, content)
	if s.envelope == nil || s.document == nil || !p.isShown(s.from) {
		return
	}
	version := countAt(s.envelope, "directory", "version")
	if !s.directory.has(version, textAt(s.envelope, "directory", "head")) {
		return
	}
	d := s.document
	officer, authority := textAt(d, "from", "officer"), textAt(d, "from", "authority")
	then := s.directory.until(version)
	grant := then.grantAt(officer, authority, textAt(d, "signer"), timeAt(d, "composedAt"))
	roles := mayBeSaidBy(textAt(d, "kind"), d["body"])
	if !c.need(grant >= 0 && then.entries[grant].hasRole(roles...), "OFFICER_UNKNOWN", documentPath) {
		return
	}
	end := s.directory.endedLater(version, officer, authority, textAt(d, "signer"))
	c.need(end.IsZero() || p.isCovered(s, end), "KEY_REVOKED", documentPath)
}

func (p *pack) officerSignature(c *check, s *said, document []byte) {
	certificate, path, isThere := p.file(s, "certificate.pgp")
	if !isThere {
		return
	}
	read := readCertificate(certificate)
	if !c.need(read != nil, "DOCUMENT_SIGNATURE", path) || s.document == nil {
		return
	}
	if !c.need(read.key.fingerprint == textAt(s.document, "signer"), "DOCUMENT_SIGNATURE", path) {
		return
	}
	signature, path, isSigned := p.file(s, "document.sig")
	if !isSigned {
		return
	}
	made, holds := read.signedAt(signature, document)
	latest := timeAt(s.document, "composedAt").Add(24*time.Hour + skew)
	c.need(holds && !made.After(latest), "DOCUMENT_SIGNATURE", path)
}

// isCovered: an outside time before an end covers the leaf that shows the message.
func (p *pack) isCovered(s *said, end time.Time) bool {
	typ := "msg.signed"
	if s.Direction == "IN" {
		typ = "msg.accepted"
	}
	index := -1
	for i, l := range p.shown {
		if l.typ == typ && textAt(l.value, "data", "document") == s.Document {
			index = i
		}
	}
	for _, outside := range p.outside {
		isBelow := outside.below < 0 || index < outside.below
		if index >= 0 && isBelow && outside.at.Before(end) {
			return true
		}
	}
	return false
}

func (p *pack) attachments(c *check, s *said) {
	if s.document == nil {
		return
	}
	stated := listAt(s.document, "attachments")
	_, documentPath, _ := p.file(s, "document.json")
	if !c.need(len(stated) == len(s.Attachments), "ATTACHMENT_DIFFERS", documentPath) {
		return
	}
	for k, one := range stated {
		c.need(textAt(one, "sha256") == s.Hashes[k], "ATTACHMENT_DIFFERS", documentPath)
		content, path, isThere := p.file(s, "attachments/"+decimal(k+1))
		if isThere {
			c.need(countAt(one, "size") == len(content) && textAt(one, "sha256") == sha256Hex(content) &&
				textAt(one, "sha512") == sum512(content), "ATTACHMENT_DIFFERS", path)
		}
	}
}
