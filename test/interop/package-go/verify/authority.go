package main

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"time"
)

// shelf are the certificates and lists of time-stamp authorities that a package has.
type shelf struct {
	certificates []*x509.Certificate
	lists        []*x509.RevocationList
	authorities  map[string]bool
}

// derOf is the content of a file of the one PEM form that has this hash.
func derOf(content []byte, label, hash string) []byte {
	block, rest := pem.Decode(content)
	if block == nil || len(rest) > 0 || block.Type != label || sha256Hex(block.Bytes) != hash {
		return nil
	}
	if !bytes.Equal(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: block.Bytes}), content) {
		return nil
	}
	return block.Bytes
}

func (p *pack) readShelf(c *check) *shelf {
	out := &shelf{authorities: map[string]bool{}}
	for _, hash := range p.record.Authorities {
		out.authorities[hash] = true
	}
	for _, hash := range p.index.Certificates {
		if content, isThere := p.files[certificateFile(hash)]; isThere {
			read, err := x509.ParseCertificate(derOf(content, "CERTIFICATE", hash))
			if c.need(err == nil, "CERTIFICATE_FORM", certificateFile(hash)) {
				out.certificates = append(out.certificates, read)
			}
		}
	}
	values := 0
	for _, hash := range p.index.Lists {
		if content, isThere := p.files[revocationFile(hash)]; isThere {
			der := derOf(content, "X509 CRL", hash)
			values += valuesIn(der)
			if !c.need(der != nil && values <= mostValues, "CERTIFICATE_FORM", revocationFile(hash)) {
				continue
			}
			read, err := x509.ParseRevocationList(der)
			if c.need(err == nil, "CERTIFICATE_FORM", revocationFile(hash)) {
				out.lists = append(out.lists, read)
			}
		}
	}
	return out
}

// mostValues is how many DER values all lists together may have.
const mostValues = 100_000

// valuesIn counts values, those within others too.
func valuesIn(der []byte) (count int) {
	for at := 0; at < len(der); count++ {
		isConstructed, length, octets := der[at]&0x20 != 0, 0, 0
		if at+1 < len(der) {
			length = int(der[at+1])
		}
		if length >= 0x80 {
			octets, length = length&0x7f, 0
			for i := 0; i < min(octets, 5) && at+2+i < len(der); i++ {
				length = length<<8 | int(der[at+2+i])
			}
		}
		if at += 2 + octets; !isConstructed {
			at += length
		}
	}
	return count
}

// chain leads from the signer of a token to an authority of the record; nil when nothing does.
func (s *shelf) chain(of *stamp, signer *x509.Certificate) []*x509.Certificate {
	if !stampsOnly(signer) {
		return nil
	}
	return s.climb([]*x509.Certificate{signer}, append(append([]*x509.Certificate{}, of.certificates...), s.certificates...))
}

func (s *shelf) climb(so []*x509.Certificate, known []*x509.Certificate) []*x509.Certificate {
	last := so[len(so)-1]
	if s.authorities[sha256Hex(last.Raw)] && len(so) > 1 {
		return so
	}
	if len(so) > 8 || bytes.Equal(last.RawIssuer, last.RawSubject) {
		return nil
	}
	for _, one := range known {
		tooLong := one.MaxPathLen >= 0 && (one.MaxPathLen > 0 || one.MaxPathLenZero) && len(so)-1 > one.MaxPathLen
		if bytes.Equal(one.RawSubject, last.RawIssuer) && !tooLong && last.CheckSignatureFrom(one) == nil {
			if found := s.climb(append(append([]*x509.Certificate{}, so...), one), known); found != nil {
				return found
			}
		}
	}
	return nil
}

// stampsOnly: the one purpose of the certificate is time-stamping, and that is critical (RFC 3161 section 2.3).
func stampsOnly(c *x509.Certificate) bool {
	isCritical := false
	for _, extension := range c.Extensions {
		if extension.Id.Equal(idExtendedUse) {
			isCritical = extension.Critical
		}
	}
	isOne := len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping && len(c.UnknownExtKeyUsage) == 0
	others := c.KeyUsage &^ (x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment)
	return isCritical && isOne && others == 0
}

func holdAt(chain []*x509.Certificate, at time.Time) bool {
	for _, one := range chain {
		if at.Before(one.NotBefore) || at.After(one.NotAfter) {
			return false
		}
	}
	return true
}

// revocation looks into the lists: where there are any, each certificate below the authority needs one of its issuer that was in force.
func (s *shelf) revocation(chain []*x509.Certificate, at time.Time) (isRevoked, isListed bool) {
	if len(s.lists) == 0 {
		return false, true
	}
	for i, one := range chain[:len(chain)-1] {
		list := s.listOf(chain[i+1], one, at)
		if list == nil {
			return false, false
		}
		for _, entry := range list.RevokedCertificateEntries {
			if entry.SerialNumber.Cmp(one.SerialNumber) == 0 {
				return true, true
			}
		}
	}
	return false, true
}

func (s *shelf) listOf(issuer, one *x509.Certificate, at time.Time) *x509.RevocationList {
	for _, list := range s.lists {
		if inForce(list, at) && bytes.Equal(list.RawIssuer, one.RawIssuer) && list.CheckSignatureFrom(issuer) == nil {
			return list
		}
	}
	return nil
}

// inForce: neither of another time nor narrowed by an extension that a reader must understand.
func inForce(list *x509.RevocationList, at time.Time) bool {
	for _, extension := range list.Extensions {
		if extension.Critical {
			return false
		}
	}
	return !list.ThisUpdate.After(at.Add(skew)) && !list.NextUpdate.Before(at)
}
