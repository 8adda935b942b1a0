package main

import (
	"encoding/binary"
	"time"
)

const (
	tagSignature = 2
	tagKey       = 6
	tagUserID    = 13
	tagSubkey    = 14
)

// certificate is an OpenPGP certificate all parts of which its primary key vouches for.
type certificate struct {
	key     *publicKey
	userIDs []string
	// When the key can sign no more; zero: never.
	ends    time.Time
	signs   bool
	revoked []*pgpSignature
	// Subkeys that sign, and have said that they are of this key.
	signers []*publicKey
}

// Enough for the keys and officers that packages show, as a rule. More are judged again.
const mostCertificates = 256

var readCertificates = recent[*certificate]{most: mostCertificates}

// readCertificate is nil for what is not one certificate of the profile. It judges the same bytes once, if they come again soon.
func readCertificate(bytes []byte) *certificate {
	return readCertificates.get(sha256Hex(bytes), func() *certificate { return judgedCertificate(bytes) })
}

func judgedCertificate(bytes []byte) *certificate {
	packets := readPackets(bytes)
	if len(bytes) > 65_536 || len(packets) == 0 || packets[0].tag != tagKey {
		return nil
	}
	c := &certificate{key: readKey(packets[0].body)}
	if c.key == nil || c.key.verify == nil {
		return nil
	}
	for i := 1; i < len(packets); {
		part := packets[i]
		i++
		signatures := []*pgpSignature{}
		if part.tag == tagSignature {
			part, i = packets[0], i-1
		}
		for ; i < len(packets) && packets[i].tag == tagSignature; i++ {
			s := readSignature(packets[i].body)
			if s == nil {
				return nil
			}
			signatures = append(signatures, s)
		}
		if !c.take(part, signatures) {
			return nil
		}
	}
	if len(c.userIDs) == 0 {
		return nil
	}
	return c
}

// take judges a part of a certificate by the signatures that stand behind it.
func (c *certificate) take(part packet, signatures []*pgpSignature) bool {
	primary := framed(c.key.body)
	switch part.tag {
	case tagKey:
		for _, s := range signatures {
			if s.kind != 0x1f && s.kind != 0x20 || !s.verifies(c.key, primary) {
				return false
			}
			if s.kind == 0x20 {
				c.revoked = append(c.revoked, s)
			}
		}
		return true
	case tagUserID:
		c.userIDs = append(c.userIDs, string(part.body))
		id := append(binary.BigEndian.AppendUint32([]byte{0xb4}, uint32(len(part.body))), part.body...)
		newest := newestOf(signatures, func(s *pgpSignature) bool {
			return s.kind >= 0x10 && s.kind <= 0x13 && s.verifies(c.key, primary, id)
		})
		if newest != nil && len(c.userIDs) == 1 {
			c.ends, c.signs = c.endOf(newest), mayDo(newest, 0x02)
		}
		return newest != nil
	case tagSubkey:
		return c.takeSubkey(readKey(part.body), signatures)
	}
	return false
}

func (c *certificate) takeSubkey(key *publicKey, signatures []*pgpSignature) bool {
	if key == nil {
		return false
	}
	primary, subkey := framed(c.key.body), framed(key.body)
	newest := newestOf(signatures, func(s *pgpSignature) bool {
		return (s.kind == 0x18 || s.kind == 0x28) && s.verifies(c.key, primary, subkey)
	})
	if newest == nil || newest.kind == 0x28 || len(newest.hashed[27]) == 0 || newest.hashed[27][0]&0x02 == 0 {
		return newest != nil
	}
	embedded := newest.hashed[32]
	if embedded == nil {
		embedded = newest.unhashed[32]
	}
	back := readSignature(embedded)
	if back != nil && back.kind == 0x19 && back.verifies(key, primary, subkey) {
		c.signers = append(c.signers, key)
	}
	return true
}

// newestOf is nil unless every signature fits: whoever adds one of another kind or key changed the certificate.
func newestOf(signatures []*pgpSignature, fits func(*pgpSignature) bool) (newest *pgpSignature) {
	for _, s := range signatures {
		if !fits(s) {
			return nil
		}
		if newest == nil || !s.created.Before(newest.created) {
			newest = s
		}
	}
	return newest
}

func (c *certificate) endOf(s *pgpSignature) time.Time {
	if life := s.hashed[9]; len(life) == 4 {
		if seconds := binary.BigEndian.Uint32(life); seconds > 0 {
			return c.key.created.Add(time.Duration(seconds) * time.Second)
		}
	}
	return time.Time{}
}

func mayDo(s *pgpSignature, use byte) bool {
	flags := s.hashed[27]
	return len(flags) == 0 || flags[0]&use != 0
}

// signedAt says whether bytes were signed by a certificate, in a detached signature, and when.
func (c *certificate) signedAt(signature, data []byte) (time.Time, bool) {
	if len(signature) > 16_384 {
		return time.Time{}, false
	}
	if raw := anyArmor(string(signature)); raw != nil {
		signature = raw
	}
	packets := readPackets(signature)
	if len(packets) != 1 || packets[0].tag != tagSignature {
		return time.Time{}, false
	}
	s := readSignature(packets[0].body)
	if s == nil || s.kind != 0 || len(s.hashed[3]) > 0 {
		return time.Time{}, false
	}
	holds := (c.ends.IsZero() || s.created.Before(c.ends)) && !c.isRevokedAt(s.created)
	for _, key := range c.signers {
		if s.issuedBy(key.fingerprint) {
			return s.created, holds && s.verifies(key, data)
		}
	}
	return s.created, holds && c.signs && s.issuedBy(c.key.fingerprint) && s.verifies(c.key, data)
}

// isRevokedAt: a key that was superseded or retired was good before; any other reason reaches back.
func (c *certificate) isRevokedAt(at time.Time) bool {
	for _, s := range c.revoked {
		reason := s.hashed[29]
		isSoft := len(reason) > 0 && (reason[0] == 1 || reason[0] == 3)
		if !isSoft || !at.Before(s.created) {
			return true
		}
	}
	return false
}
