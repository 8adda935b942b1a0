package main

import (
	"bytes"
	"crypto/x509"
	"time"
)

// tokens is V10: the package's own, and those over earlier checkpoints.
func (p *pack) tokens(c *check) {
	kept := p.readShelf(c)
	for k, token := range p.index.Tokens {
		content, isThere := p.files[tokenFile(k+1)]
		note, isOver := p.files[stateFile(token.Size)]
		if !isThere {
			continue
		}
		if token.Stamped != nil {
			p.tokenLeaf(c, *token.Stamped, token.Size, content)
		}
		if !isOver {
			continue
		}
		if s := readStamp(content); c.need(s != nil, "TOKEN_FORM", tokenFile(k+1)) {
			if _, holds := p.tokenHolds(c, kept, s, note, tokenFile(k+1)); holds {
				p.outside = append(p.outside, outsideTime{s.genTime.Add(s.accuracy), token.Size})
			}
		}
	}
	p.ownToken(c, kept)
}

func (p *pack) ownToken(c *check, kept *shelf) {
	content, isThere := p.files[stampFile]
	over, isOver := p.files[asicFile]
	if !isThere || !isOver {
		return
	}
	s := readStamp(content)
	if !c.need(s != nil, "TOKEN_FORM", stampFile) {
		return
	}
	chain, holds := p.tokenHolds(c, kept, s, over, stampFile)
	if !holds {
		return
	}
	c.need(bytes.Equal(s.formed(chain[:len(chain)-1]), content), "TOKEN_FORM", stampFile)
	gathered := timeOf(p.record.GatheredAt)
	isFresh := !s.genTime.Before(gathered.Add(-skew)) && !s.genTime.After(gathered.Add(24*time.Hour))
	c.need(isFresh, "GATHERING_STALE", stampFile)
	p.outside = append(p.outside, outsideTime{s.genTime.Add(s.accuracy), -1})
}

// tokenHolds judges a token at its own time, and whether its chain still holds when is asked. What a missing certificate or list may
// explain is left open.
func (p *pack) tokenHolds(c *check, kept *shelf, s *stamp, over []byte, path string) ([]*x509.Certificate, bool) {
	signer := s.signer()
	if !c.need(signer != nil && s.isOf(over), "TOKEN_INVALID", path) {
		return nil, false
	}
	chain := kept.chain(s, signer)
	if chain == nil || !holdAt(chain, s.genTime) {
		c.need(p.lacks("data/custody/tsa/"), "TOKEN_INVALID", path)
		return nil, false
	}
	isRevoked, isListed := kept.revocation(chain, s.genTime)
	if !c.need(!isRevoked && (isListed || p.lacks("data/custody/crl/")), "TOKEN_INVALID", path) || !isListed {
		return nil, false
	}
	c.need(!s.genTime.Add(-s.accuracy).After(p.at), "TOKEN_FUTURE", path)
	if !p.roots.tsa[sha256Hex(chain[len(chain)-1].Raw)] {
		c.lack("TSA_UNKNOWN", path)
	}
	for _, one := range chain {
		if p.at.After(one.NotAfter) {
			c.lack("TOKEN_EXPIRED", path)
			break
		}
	}
	return chain, true
}

func (p *pack) tokenLeaf(c *check, i, size int, token []byte) {
	isNamed := false
	for _, e := range p.index.Events {
		isNamed = isNamed || e.Index == i
	}
	l := p.shown[i]
	if !isNamed || l == nil {
		c.need(isNamed, "TOKEN_LEAF", eventFile(i))
		return
	}
	c.need(l.typ == "tsa.stamped" && textAt(l.value, "data", "tokenSha256") == sha256Hex(token) &&
		countAt(l.value, "data", "size") == size, "TOKEN_LEAF", eventFile(i))
}
