package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"sort"
	"time"
)

var (
	idData        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	idSigningTime = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
)

// cmsSeal is the part of V03 about the CMS seal of the authority.
func (p *pack) cmsSeal(c *check) {
	content, isThere := p.files[cmsFile]
	if p.record.CMSSeal == nil || !isThere {
		return
	}
	s := readSeal(content)
	if !c.need(s != nil, "CMS_FORM", cmsFile) {
		return
	}
	over, isOver := p.files[cmsManifestFile]
	own, root := s.chain[0], s.chain[len(s.chain)-1]
	gathered, stamped := timeOf(p.record.GatheredAt), p.stamped()
	last, times := gathered.Add(24*time.Hour), []time.Time{s.time}
	if stamped != nil {
		times = append(times, stamped.genTime)
		if by := stamped.genTime.Add(skew); by.Before(last) {
			last = by
		}
	}
	isNamed := sha256Hex(own.Raw) == p.record.CMSSeal.Certificate && sha256Hex(root.Raw) == p.record.CMSSeal.Authority
	isInTime := !s.time.Before(gathered.Add(-skew)) && !s.time.After(last)
	c.need(isNamed && isInTime && certify(s.chain, times) && (!isOver || s.isOver(over)), "CMS_INVALID", cmsFile)
	if !p.roots.ca[p.record.CMSSeal.Authority] {
		c.lack("CA_UNKNOWN", cmsFile)
	}
	if ended(s.chain, p.at) && (stamped == nil || ended(p.stampedBy, p.at)) {
		c.lack("CMS_EXPIRED", cmsFile)
	}
}

// stamped is the token over the package, when it holds at its own time.
func (p *pack) stamped() *stamp {
	content, isThere := p.files[stampFile]
	over, isOver := p.files[asicFile]
	if !isThere || !isOver {
		return nil
	}
	unused := &check{name: "V10"}
	s, kept := readStamp(content), p.readShelf(unused)
	if s == nil {
		return nil
	}
	chain, holds := p.tokenHolds(unused, kept, s, over, stampFile)
	if !holds {
		return nil
	}
	p.stampedBy = chain
	return s
}

func ended(chain []*x509.Certificate, at time.Time) bool {
	for _, one := range chain {
		if !at.Before(one.NotAfter) {
			return true
		}
	}
	return false
}

// cmsSignature is signature001.p7s as far as a verifier looks at it.
type cmsSignature struct {
	// From the signer up to the self-signed authority.
	chain      []*x509.Certificate
	attributes []byte
	signature  []byte
	time       time.Time
	hash       crypto.Hash
	hashID     asn1.ObjectIdentifier
	wayID      asn1.ObjectIdentifier
	isRSA      bool
}

// readSeal is nil for what is not in the one form of section 4.
func readSeal(content []byte) *cmsSignature {
	outer := within(content)
	if len(content) > 65_536 || len(outer) != 2 {
		return nil
	}
	data := within(outer[1].Bytes)
	if len(data) != 5 {
		return nil
	}
	signers := parts(data[4].Bytes)
	if len(signers) != 1 {
		return nil
	}
	info := parts(signers[0].Bytes)
	if len(info) != 6 {
		return nil
	}
	s := &cmsSignature{attributes: info[3].Bytes, signature: info[5].Bytes}
	if !s.takeChain(parts(data[3].Bytes), info[1].FullBytes) || !s.takeKey() || !s.takeTime() ||
		!bytes.Equal(s.formed(), content) {
		return nil
	}
	return s
}

// takeChain orders the certificates; all of them must be one chain that ends in a self-signed one.
func (s *cmsSignature) takeChain(given []asn1.RawValue, name []byte) bool {
	left := []*x509.Certificate{}
	for _, one := range given {
		read, err := x509.ParseCertificate(one.FullBytes)
		if err != nil || len(given) > 8 {
			return false
		}
		left = append(left, read)
	}
	fits := func(one *x509.Certificate) bool { return bytes.Equal(nameOf(one), name) }
	for {
		at := -1
		for i, one := range left {
			if at < 0 && fits(one) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		below := left[at]
		s.chain = append(s.chain, below)
		left = append(left[:at:at], left[at+1:]...)
		fits = func(one *x509.Certificate) bool {
			return bytes.Equal(one.RawSubject, below.RawIssuer) && below.CheckSignatureFrom(one) == nil
		}
	}
	if len(left) > 0 || len(s.chain) < 2 {
		return false
	}
	last := s.chain[len(s.chain)-1]
	return bytes.Equal(last.RawIssuer, last.RawSubject) && last.CheckSignatureFrom(last) == nil
}

func nameOf(one *x509.Certificate) []byte {
	serial, _ := asn1.Marshal(one.SerialNumber)
	return der(0x30, one.RawIssuer, serial)
}

// takeKey chooses hash and algorithm by the key: RSA of 3072 bits and more, or a curve.
func (s *cmsSignature) takeKey() bool {
	switch key := s.chain[0].PublicKey.(type) {
	case *rsa.PublicKey:
		s.hash, s.isRSA, s.wayID = crypto.SHA256, true, asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
		s.hashID = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
		return key.N.BitLen() >= 3_072
	case *ecdsa.PublicKey:
		at := map[string]int{"P-256": 1, "P-384": 2, "P-521": 3}[key.Curve.Params().Name]
		if at == 0 {
			return false
		}
		s.hash = []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512}[at-1]
		s.hashID = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, at}
		s.wayID = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, at + 1}
		return true
	}
	return false
}

func (s *cmsSignature) takeTime() bool {
	for _, one := range parts(s.attributes) {
		pair := parts(one.Bytes)
		if len(pair) == 2 && isOID(pair[0], idSigningTime) {
			values := parts(pair[1].Bytes)
			return len(values) == 1 && !unread(values[0].FullBytes, &s.time)
		}
	}
	return false
}

func attributeOf(id asn1.ObjectIdentifier, value []byte) []byte {
	return der(0x30, derOID(id), der(0x31, value))
}

// attributesOver writes the signed attributes over some bytes.
func (s *cmsSignature) attributesOver(content []byte) []byte {
	own := s.chain[0]
	stated := der(0x17, []byte(s.time.UTC().Format("060102150405Z")))
	if s.time.Year() >= 2050 {
		stated = der(0x18, []byte(s.time.UTC().Format("20060102150405Z")))
	}
	serial, _ := asn1.Marshal(own.SerialNumber)
	by := der(0x30, der(4, hashWith(crypto.SHA256, own.Raw)), der(0x30, der(0x30, der(0xa4, own.RawIssuer)), serial))
	all := [][]byte{attributeOf(idContentType, derOID(idData)), attributeOf(idSigningTime, stated),
		attributeOf(idDigest, der(4, hashWith(s.hash, content))), attributeOf(idSignerV2, der(0x30, der(0x30, by)))}
	sort.Slice(all, func(i, j int) bool { return bytes.Compare(all[i], all[j]) < 0 })
	return bytes.Join(all, nil)
}

// isOver says whether the seal is over these bytes, by a key that may sign.
func (s *cmsSignature) isOver(content []byte) bool {
	use := s.chain[0].KeyUsage
	way := map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.ECDSAWithSHA256,
		crypto.SHA384: x509.ECDSAWithSHA384, crypto.SHA512: x509.ECDSAWithSHA512}[s.hash]
	if s.isRSA {
		way = x509.SHA256WithRSA
	}
	return (use == 0 || use&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) != 0) &&
		bytes.Equal(s.attributes, s.attributesOver(content)) &&
		s.chain[0].CheckSignature(way, der(0x31, s.attributes), s.signature) == nil
}

func (s *cmsSignature) formed() []byte {
	digest, way := der(0x30, derOID(s.hashID)), der(0x30, derOID(s.wayID))
	if s.isRSA {
		way = der(0x30, derOID(s.wayID), []byte{5, 0})
	}
	raw := [][]byte{}
	for _, one := range s.chain {
		raw = append(raw, one.Raw)
	}
	sort.Slice(raw, func(i, j int) bool { return bytes.Compare(raw[i], raw[j]) < 0 })
	signer := der(0x30, []byte{2, 1, 1}, nameOf(s.chain[0]), digest, der(0xa0, s.attributes), way, der(4, s.signature))
	data := der(0x30, []byte{2, 1, 1}, der(0x31, digest), der(0x30, derOID(idData)), der(0xa0, raw...), der(0x31, signer))
	return der(0x30, derOID(idSignedData), der(0xa0, data))
}

// certify says whether each certificate certifies the one before it, and all were in force then.
func certify(chain []*x509.Certificate, times []time.Time) bool {
	for i, one := range chain {
		for _, at := range times {
			if at.Before(one.NotBefore) || at.After(one.NotAfter) {
				return false
			}
		}
		tooLong := one.MaxPathLen >= 0 && (one.MaxPathLen > 0 || one.MaxPathLenZero) && i-1 > one.MaxPathLen
		if len(one.UnhandledCriticalExtensions) > 0 || tooLong || i > 0 && chain[i-1].CheckSignatureFrom(one) != nil {
			return false
		}
	}
	return true
}
