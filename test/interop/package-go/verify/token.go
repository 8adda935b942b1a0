package main

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

var (
	idSignedData  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	idTSTInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	idContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	idDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	idSigner      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	idSignerV2    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	idExtendedUse = asn1.ObjectIdentifier{2, 5, 29, 37}
)

var digests = map[string]crypto.Hash{"2.16.840.1.101.3.4.2.1": crypto.SHA256, "2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512}

// signing is a signature algorithm of section 4: the hash is that of the digest algorithm where it names none.
type signing struct {
	hash  crypto.Hash
	isRSA bool
}

var signings = map[string]signing{
	"1.2.840.10045.4.3.2": {crypto.SHA256, false}, "1.2.840.10045.4.3.3": {crypto.SHA384, false},
	"1.2.840.10045.4.3.4": {crypto.SHA512, false}, "1.2.840.113549.1.1.1": {0, true},
	"1.2.840.113549.1.1.11": {crypto.SHA256, true}, "1.2.840.113549.1.1.12": {crypto.SHA384, true},
	"1.2.840.113549.1.1.13": {crypto.SHA512, true},
}

// parts are the elements of a constructed value; nil when they do not fill it.
func parts(content []byte) (out []asn1.RawValue) {
	for len(content) > 0 {
		var one asn1.RawValue
		rest, err := asn1.Unmarshal(content, &one)
		if err != nil || len(out) > 10_000 {
			return nil
		}
		out, content = append(out, one), rest
	}
	return out
}

// within are the elements of the one constructed value that fills the bytes.
func within(content []byte) []asn1.RawValue {
	if all := parts(content); len(all) == 1 {
		return parts(all[0].Bytes)
	}
	return nil
}

// der writes an element with its length.
func der(tag byte, inner ...[]byte) []byte {
	content := bytes.Join(inner, nil)
	out := []byte{tag}
	switch n := len(content); {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	case n < 0x10000:
		out = append(out, 0x82, byte(n>>8), byte(n))
	default:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, content...)
}

func derOID(id asn1.ObjectIdentifier) []byte {
	out, _ := asn1.Marshal(id)
	return out
}

// stamp is a TimeStampToken as far as a verifier looks at it.
type stamp struct {
	info         []byte
	certificates []*x509.Certificate
	issuer       []byte
	serial       *big.Int
	digest       crypto.Hash
	digestID     asn1.ObjectIdentifier
	attributes   []byte
	algorithm    []byte
	signing      signing
	signature    []byte
	genTime      time.Time
	accuracy     time.Duration
	imprint      []byte
	imprintHash  crypto.Hash
}

// readStamp is nil for what is no token with one signer.
func readStamp(token []byte) *stamp {
	outer := within(token)
	if len(outer) != 2 || !isOID(outer[0], idSignedData) || outer[1].Class != 2 || outer[1].Tag != 0 {
		return nil
	}
	data := within(outer[1].Bytes)
	if len(data) < 4 || len(data) > 6 || data[0].FullBytes[0] != 2 {
		return nil
	}
	content := parts(data[2].Bytes)
	if len(content) != 2 || !isOID(content[0], idTSTInfo) {
		return nil
	}
	inner := parts(content[1].Bytes)
	if len(inner) != 1 || inner[0].Tag != asn1.TagOctetString {
		return nil
	}
	s := &stamp{info: inner[0].Bytes}
	for _, one := range data[3 : len(data)-1] {
		if one.Class != 2 {
			return nil
		}
		if one.Tag == 0 && !s.takeCertificates(one.Bytes) {
			return nil
		}
	}
	signers := parts(data[len(data)-1].Bytes)
	if len(signers) != 1 || !s.takeSigner(parts(signers[0].Bytes)) || !s.takeInfo(within(s.info)) {
		return nil
	}
	return s
}

func isOID(value asn1.RawValue, id asn1.ObjectIdentifier) bool {
	return bytes.Equal(value.FullBytes, derOID(id))
}

func (s *stamp) takeCertificates(content []byte) bool {
	for _, one := range parts(content) {
		read, err := x509.ParseCertificate(one.FullBytes)
		if err != nil {
			return false
		}
		s.certificates = append(s.certificates, read)
	}
	return true
}

func (s *stamp) takeSigner(all []asn1.RawValue) bool {
	if len(all) < 6 || len(all) > 7 || all[3].Class != 2 || all[3].Tag != 0 || all[5].Tag != asn1.TagOctetString {
		return false
	}
	whose := parts(all[1].Bytes)
	var digest, algorithm pkix.AlgorithmIdentifier
	if len(whose) != 2 || unread(whose[1].FullBytes, &s.serial) || unread(all[2].FullBytes, &digest) ||
		unread(all[4].FullBytes, &algorithm) {
		return false
	}
	known, isKnown := digests[digest.Algorithm.String()]
	way, isWay := signings[algorithm.Algorithm.String()]
	s.issuer, s.digest, s.digestID = whose[0].FullBytes, known, digest.Algorithm
	s.attributes, s.algorithm, s.signature = all[3].Bytes, derOID(algorithm.Algorithm), all[5].Bytes
	if way.hash == 0 {
		way.hash = known
	}
	s.signing = way
	return isKnown && isWay
}

func unread(from []byte, into any) bool {
	rest, err := asn1.Unmarshal(from, into)
	return err != nil || len(rest) > 0
}

func (s *stamp) takeInfo(all []asn1.RawValue) bool {
	if len(all) < 5 || !bytes.Equal(all[0].FullBytes, []byte{2, 1, 1}) || all[4].Tag != asn1.TagGeneralizedTime {
		return false
	}
	imprint := parts(all[2].Bytes)
	var algorithm pkix.AlgorithmIdentifier
	if len(imprint) != 2 || unread(imprint[0].FullBytes, &algorithm) {
		return false
	}
	known, isKnown := digests[algorithm.Algorithm.String()]
	at, err := time.Parse("20060102150405.999999999Z", string(all[4].Bytes))
	s.imprint, s.imprintHash, s.genTime = imprint[1].Bytes, known, at
	if len(all) > 5 && all[5].Class == 0 && all[5].Tag == asn1.TagSequence {
		s.accuracy = accuracyOf(parts(all[5].Bytes))
	}
	return isKnown && err == nil
}

// accuracyOf adds seconds, milliseconds and microseconds.
func accuracyOf(all []asn1.RawValue) (sum time.Duration) {
	for _, one := range all {
		unit := time.Second
		if one.Class == 2 {
			unit = map[int]time.Duration{0: time.Millisecond, 1: time.Microsecond}[one.Tag]
		}
		sum += time.Duration(new(big.Int).SetBytes(one.Bytes).Int64()) * unit
	}
	return sum
}

// attribute is the one value of an attribute that stands once.
func (s *stamp) attribute(id asn1.ObjectIdentifier) *asn1.RawValue {
	var found *asn1.RawValue
	for _, one := range parts(s.attributes) {
		pair := parts(one.Bytes)
		if len(pair) != 2 || !isOID(pair[0], id) {
			continue
		}
		values := parts(pair[1].Bytes)
		if len(values) != 1 || found != nil {
			return nil
		}
		found = &values[0]
	}
	return found
}

func hashWith(hash crypto.Hash, content []byte) []byte {
	sum := hash.New()
	sum.Write(content)
	return sum.Sum(nil)
}

// isOf says whether the token is about these bytes.
func (s *stamp) isOf(content []byte) bool {
	return bytes.Equal(s.imprint, hashWith(s.imprintHash, content))
}

// isBy says whether a certificate signed the token.
func (s *stamp) isBy(signer *x509.Certificate) bool {
	contentType, digest := s.attribute(idContentType), s.attribute(idDigest)
	if contentType == nil || !isOID(*contentType, idTSTInfo) || digest == nil ||
		!bytes.Equal(digest.Bytes, hashWith(s.digest, s.info)) || !s.names(signer) {
		return false
	}
	return signer.CheckSignature(s.x509Algorithm(), der(0x31, s.attributes), s.signature) == nil
}

// signer is the certificate in the token of whoever signed it; nil when none did.
func (s *stamp) signer() *x509.Certificate {
	for _, one := range s.certificates {
		isNamed := bytes.Equal(one.RawIssuer, s.issuer) && one.SerialNumber.Cmp(s.serial) == 0
		if isNamed && s.isBy(one) {
			return one
		}
	}
	return nil
}

func (s *stamp) x509Algorithm() x509.SignatureAlgorithm {
	ways := map[signing]x509.SignatureAlgorithm{
		{crypto.SHA256, false}: x509.ECDSAWithSHA256, {crypto.SHA384, false}: x509.ECDSAWithSHA384,
		{crypto.SHA512, false}: x509.ECDSAWithSHA512, {crypto.SHA256, true}: x509.SHA256WithRSA,
		{crypto.SHA384, true}: x509.SHA384WithRSA, {crypto.SHA512, true}: x509.SHA512WithRSA,
	}
	return ways[s.signing]
}

// names: the signed attributes say by which certificate (RFC 5816, RFC 2634).
func (s *stamp) names(signer *x509.Certificate) bool {
	hash, value := crypto.SHA256, s.attribute(idSignerV2)
	if value == nil {
		hash, value = crypto.SHA1, s.attribute(idSigner)
	}
	if value == nil {
		return false
	}
	all := parts(value.Bytes)
	if len(all) == 0 {
		return false
	}
	ids := parts(all[0].Bytes)
	if len(ids) == 0 {
		return false
	}
	identifier := parts(ids[0].Bytes)
	if len(identifier) > 0 && identifier[0].Tag == asn1.TagSequence && hash == crypto.SHA256 {
		var algorithm pkix.AlgorithmIdentifier
		if unread(identifier[0].FullBytes, &algorithm) {
			return false
		}
		if hash = digests[algorithm.Algorithm.String()]; hash == 0 {
			return false
		}
		identifier = identifier[1:]
	}
	return len(identifier) > 0 && bytes.Equal(identifier[0].Bytes, hashWith(hash, signer.Raw))
}

// formed writes a token in the one form of section 4, with the certificates of this chain.
func (s *stamp) formed(chain []*x509.Certificate) []byte {
	digest := der(0x30, derOID(s.digestID))
	raw := [][]byte{}
	for _, one := range chain {
		raw = append(raw, one.Raw)
	}
	serial, _ := asn1.Marshal(chain[0].SerialNumber)
	algorithm := der(0x30, s.algorithm)
	if s.signing.isRSA {
		algorithm = der(0x30, s.algorithm, []byte{5, 0})
	}
	signer := der(0x30, []byte{2, 1, 1}, der(0x30, chain[0].RawIssuer, serial), digest, der(0xa0, s.attributes),
		algorithm, der(4, s.signature))
	data := der(0x30, []byte{2, 1, 3}, der(0x31, digest), der(0x30, derOID(idTSTInfo), der(0xa0, der(4, s.info))),
		der(0xa0, raw...), der(0x31, signer))
	return der(0x30, derOID(idSignedData), der(0xa0, data))
}
