package main

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

var toldForm = object(fields{"typ": oneOf("item.viewed", "item.exported", "consent.requested", "consent.granted"),
	"at": timeForm, "role": orNull(codeForm), "purpose": orNull(codeForm)})

var answerForm = object(fields{
	"typ": oneOf("liaise-statement"), "v": only(1), "kind": oneOf("package-answer"), "id": hex32Form, "link": hex32Form,
	"from": stateForm, "to": stateForm, "issuedAt": timeForm, "rack": count,
	"body": object(fields{"ask": hex32Form, "refused": orNull(oneOf("CUSTODY_WITHHELD")), "part": whole(0, 170),
		"parts": whole(0, 171), "checkpoint": text(0, 4_000), "entries": list(0, 24, object(fields{
			"index": count, "hash": sha256Form, "leaf": orNull(base64Form(5_464)), "told": orNull(toldForm),
			"proof": list(0, 63, hash64Form), "disclosures": list(0, 4, pattern(`[A-Za-z0-9_-]{1,1000}`)),
		}))}),
})

// answer is one statement of `data/peer/`, read.
type answer struct {
	place   int
	value   map[string]any
	entries []any
	leaves  []*leaf
	note    *checkpoint
}

// course is what the answers to one ask have said so far.
type course struct {
	ask, checkpoint string
	indexes         map[int]bool
}

// answers are those that the index names, as far as both files are there and are such statements.
func (p *pack) answers(each func(ask int, part int, place int, read *answer)) {
	place := 0
	for i, ask := range p.index.Asks {
		for part := 0; part < ask.Answers; part++ {
			place++
			content, isThere := p.files[answerFile(place)]
			if _, isSigned := p.files[answerSignatureFile(place)]; !isThere || !isSigned {
				continue
			}
			each(i, part, place, p.readAnswer(place, content))
		}
	}
}

func (p *pack) readAnswer(place int, content []byte) *answer {
	value := parseCanonical(content, 229_376, 10)
	if value == nil || !answerForm(value) {
		return nil
	}
	a := &answer{place: place, value: value, entries: listAt(value, "body", "entries")}
	note := readCheckpoint([]byte(textAt(value, "body", "checkpoint")))
	if note != nil && note.signedBy(p.peer().noteKeys("log", time.Time{})) != nil {
		a.note = note
	}
	return a
}

// peerAnswers is the rest of V11: what the neighbour told of its own log.
func (p *pack) peerAnswers(c *check) {
	if !p.isShown(p.record.Neighbour) {
		return
	}
	courses := map[int]*course{}
	p.answers(func(ask, part, place int, a *answer) {
		path := answerFile(place)
		if !c.need(a != nil, "PEER_FORM", path) {
			return
		}
		body := a.value["body"]
		if courses[ask] == nil {
			courses[ask] = &course{textAt(body, "ask"), textAt(body, "checkpoint"), map[int]bool{}}
		}
		c.need(p.isAnswer(a, ask, part, courses[ask]), "PEER_FORM", path)
		c.need(p.isAnswerSigned(a), "PEER_SIGNATURE", path)
		c.need(a.note != nil, "PEER_LOG", path)
		c.need(p.isConsentShown(p.index.Asks[ask].Consent), "PEER_SAYS", path)
		for _, entry := range a.entries {
			p.peerEntry(c, a, entry, courses[ask])
		}
	})
}

func (p *pack) isAnswer(a *answer, ask, part int, of *course) bool {
	body := a.value["body"]
	isOurs := textAt(a.value, "from") == p.record.Neighbour && textAt(a.value, "to") == p.record.State &&
		textAt(a.value, "link") == p.record.Link
	isPart := at(body, "refused") == nil && countAt(body, "parts") == p.index.Asks[ask].Answers &&
		countAt(body, "part") == part
	return isOurs && isPart && textAt(body, "ask") == of.ask && textAt(body, "checkpoint") == of.checkpoint
}

func (p *pack) isAnswerSigned(a *answer) bool {
	content, signature := p.files[answerFile(a.place)], p.files[answerSignatureFile(a.place)]
	for _, key := range p.peer().stateKeys("signing", timeAt(a.value, "issuedAt")) {
		if _, holds := key.signedAt(signature, content); holds {
			return true
		}
	}
	return false
}

// isConsentShown: an answer speaks of what is in the package, by a consent that is.
func (p *pack) isConsentShown(document string) bool {
	return slices.ContainsFunc(p.index.Messages, func(m message) bool {
		return m.Direction == "IN" && m.Document == document
	})
}

func (p *pack) peerEntry(c *check, a *answer, entry any, of *course) {
	path, index := answerFile(a.place), countAt(entry, "index")
	c.need(!of.indexes[index], "PEER_FORM", path)
	of.indexes[index] = true
	var proof logProof
	proof.index = index
	for _, hash := range listAt(entry, "proof") {
		proof.hashes = append(proof.hashes, tlog.Hash(bytesOf(hash.(string))))
	}
	raw, _ := hex.DecodeString(textAt(entry, "hash"))
	c.need(a.note == nil || proof.leadsTo(tlog.Hash(raw), a.note.size, a.note.root), "PEER_PROOF", path)
	if at(entry, "leaf") == nil {
		isTold := at(entry, "told") != nil && len(listAt(entry, "disclosures")) == 0
		c.need(isTold, "PEER_FORM", path)
		return
	}
	l := readLeaf(bytesOf(textAt(entry, "leaf")))
	isLeaf := l != nil && at(entry, "told") == nil && tlog.Hash(raw) == l.hash() && l.discloses(listAt(entry, "disclosures"))
	if !c.need(isLeaf, "PEER_FORM", path) {
		return
	}
	key := l.hasKey(p.peer())
	c.need(key != nil && l.isSigned(key) && l.isOfItsService(), "PEER_SIGNATURE", path)
	c.need(a.note == nil || l.log == a.note.origin, "PEER_LOG", path)
	p.peerSays(c, l, path)
}

// discloses says whether each of these encoded values stands behind a digest of the leaf.
func (l *leaf) discloses(encoded []any) bool {
	for _, one := range encoded {
		text := one.(string)
		if !slices.Contains(listAt(l.value, "sd"), any(digestOf(text))) || !isDisclosure(text) {
			return false
		}
	}
	return true
}

// peerSays compares a leaf of the neighbour with what came from it.
func (p *pack) peerSays(c *check, l *leaf, path string) {
	data := l.value["data"]
	for i, m := range p.index.Messages {
		isAbout := textAt(data, "messageId") == m.Message || textAt(data, "document") == m.Document
		if m.Direction != "IN" || !isAbout {
			continue
		}
		switch l.typ {
		case "msg.signed":
			c.need(p.signedFits(l, m, i+1), "PEER_SAYS", path)
		case "msg.send.intent":
			if c.need(p.sentFits(l, m, i+1), "PEER_SAYS", path) {
				came := p.carrier(m)
				c.need(came == nil || !l.emitted.After(came.emitted.Add(skew)), "PEER_TIME", path)
			}
		case "msg.receipt.logged":
			c.need(p.loggedFits(l), "PEER_SAYS", path)
		case "msg.sent":
		default:
			c.fail("PEER_SAYS", path)
		}
		return
	}
	c.fail("PEER_SAYS", path)
}

// hashFits: what is missing contradicts nothing.
func (p *pack) hashFits(l *leaf, member string, place int, name string) bool {
	content, isThere := p.files[messageFile(place, name)]
	return !isThere || textAt(l.value, "data", member) == sha256Hex(content)
}

func (p *pack) signedFits(l *leaf, m message, place int) bool {
	content, isThere := p.files[messageFile(place, "document.json")]
	return textAt(l.value, "data", "document") == m.Document && (!isThere || l.names("document", content)) &&
		p.hashFits(l, "certificateSha256", place, "certificate.pgp") && p.hashFits(l, "signatureSha256", place, "document.sig")
}

func (p *pack) sentFits(l *leaf, m message, place int) bool {
	data := l.value["data"]
	isSame := textAt(data, "messageId") == m.Message && textAt(data, "document") == m.Document &&
		p.hashFits(l, "envelopeSha256", place, "envelope.json")
	came := p.carrier(m)
	if came == nil || came.object("ciphertext") == nil {
		return isSame
	}
	return isSame && textAt(l.object("ciphertext"), "sha256") == textAt(came.object("ciphertext"), "sha256")
}

// loggedFits: the own leaf at the place that the neighbour has logged, where it is shown.
func (p *pack) loggedFits(l *leaf) bool {
	if _, isNumber := at(l.value, "data", "peerIndex").(json.Number); !isNumber {
		return true
	}
	own := p.shown[countAt(l.value, "data", "peerIndex")]
	return own == nil || textAt(l.value, "data", "peerLeafSha256") == sha256Hex(own.bytes)
}
