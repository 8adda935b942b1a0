package main

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha1"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/binary"
	"fmt"
	"math/big"
	"time"
)

// Packets of RFC 9580, as far as the profile of README 2 has them: version 4, whole lengths.

type packet struct {
	tag  int
	body []byte
}

// readPackets is nil for what is not a sequence of whole packets.
func readPackets(in []byte) (out []packet) {
	for len(in) > 0 {
		if in[0]&0x80 == 0 || len(in) < 2 || len(out) >= 64 {
			return nil
		}
		tag, head, size := int(in[0]&0x3f), 0, 0
		if in[0]&0x40 != 0 {
			head, size = newLength(in[1:])
			head++
		} else {
			tag = int(in[0]>>2) & 0xf
			head, size = oldLength(in)
		}
		if head < 2 || size < 0 || size > len(in)-head {
			return nil
		}
		out = append(out, packet{tag, in[head : head+size]})
		in = in[head+size:]
	}
	return out
}

// newLength is -1 for a length that is cut off or partial.
func newLength(in []byte) (head, size int) {
	switch {
	case len(in) >= 1 && in[0] < 192:
		return 1, int(in[0])
	case len(in) >= 2 && in[0] < 224:
		return 2, (int(in[0])-192)<<8 + int(in[1]) + 192
	case len(in) >= 5 && in[0] == 255:
		return 5, int(binary.BigEndian.Uint32(in[1:]))
	}
	return 0, -1
}

func oldLength(in []byte) (head, size int) {
	switch kind := in[0] & 3; {
	case kind == 0 && len(in) >= 2:
		return 2, int(in[1])
	case kind == 1 && len(in) >= 3:
		return 3, int(binary.BigEndian.Uint16(in[1:]))
	case kind == 2 && len(in) >= 5:
		return 5, int(binary.BigEndian.Uint32(in[1:]))
	}
	return 0, -1
}

// numbers reads multiprecision integers to the end; nil when the count differs or one is not written shortest.
func numbers(in []byte, want int) (out [][]byte) {
	for len(in) > 0 {
		if len(in) < 2 {
			return nil
		}
		bits := int(binary.BigEndian.Uint16(in))
		size := (bits + 7) / 8
		if bits == 0 || len(in) < 2+size || new(big.Int).SetBytes(in[2:2+size]).BitLen() != bits {
			return nil
		}
		out = append(out, in[2:2+size])
		in = in[2+size:]
	}
	if len(out) != want {
		return nil
	}
	return out
}

const (
	algorithmRSA   = 1
	algorithmECDH  = 18
	algorithmECDSA = 19
	algorithmEdDSA = 22
)

// publicKey verifies, when its algorithm signs; others are carried along.
type publicKey struct {
	created     time.Time
	fingerprint string
	body        []byte
	verify      func(hash crypto.Hash, digest []byte, signature []byte) bool
}

var edwards = []byte{0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01}
var curves = map[string]elliptic.Curve{
	"\x2a\x86\x48\xce\x3d\x03\x01\x07": elliptic.P256(),
	"\x2b\x81\x04\x00\x22":             elliptic.P384(),
	"\x2b\x81\x04\x00\x23":             elliptic.P521(),
}

func readKey(body []byte) *publicKey {
	if len(body) < 8 || body[0] != 4 {
		return nil
	}
	sum := sha1.Sum(framed(body))
	key := &publicKey{time.Unix(int64(binary.BigEndian.Uint32(body[1:])), 0), fmt.Sprintf("%X", sum), body, nil}
	switch material := body[6:]; body[5] {
	case algorithmECDH:
		if !isECDH(material) {
			return nil
		}
	case algorithmRSA:
		key.verify = verifierRSA(material)
	case algorithmECDSA:
		key.verify = verifierECDSA(material)
	case algorithmEdDSA:
		key.verify = verifierEdDSA(material)
	}
	if key.verify == nil && body[5] != algorithmECDH {
		return nil
	}
	return key
}

var montgomery = "\x2b\x06\x01\x04\x01\x97\x55\x01\x05\x01"

// isECDH: a key to encrypt to, on a curve of the profile, to which not everybody knows the secret.
func isECDH(material []byte) bool {
	size := 1 + int(material[0])
	if len(material) < size+2 {
		return false
	}
	end := size + 2 + (int(binary.BigEndian.Uint16(material[size:]))+7)/8
	if len(material) < end {
		return false
	}
	name, point := curvePoint(material[:end])
	if name != montgomery {
		_, isKnown := curves[name]
		return isKnown && point != nil
	}
	if len(point) != 33 || point[0] != 0x40 {
		return false
	}
	public, err := ecdh.X25519().NewPublicKey(point[1:])
	if err != nil {
		return false
	}
	secret, err := ecdh.X25519().NewPrivateKey(bytes.Repeat([]byte{8}, 32))
	if err == nil {
		_, err = secret.ECDH(public)
	}
	return err == nil
}

func framed(body []byte) []byte {
	return append([]byte{0x99, byte(len(body) >> 8), byte(len(body))}, body...)
}

func verifierRSA(material []byte) func(crypto.Hash, []byte, []byte) bool {
	parts := numbers(material, 2)
	if parts == nil || len(parts[1]) > 4 {
		return nil
	}
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(parts[0]), E: int(new(big.Int).SetBytes(parts[1]).Int64())}
	if key.N.BitLen() < 3_072 {
		return nil
	}
	return func(hash crypto.Hash, digest, signature []byte) bool {
		of := numbers(signature, 1)
		if of == nil || len(of[0]) > key.Size() {
			return false
		}
		return rsa.VerifyPKCS1v15(key, hash, digest, padded(of[0], key.Size())) == nil
	}
}

func curvePoint(material []byte) (curve string, point []byte) {
	if len(material) < 1 || len(material) < 1+int(material[0]) {
		return "", nil
	}
	size := int(material[0])
	if parts := numbers(material[1+size:], 1); parts != nil {
		return string(material[1 : 1+size]), parts[0]
	}
	return "", nil
}

func verifierECDSA(material []byte) func(crypto.Hash, []byte, []byte) bool {
	name, point := curvePoint(material)
	curve, isKnown := curves[name]
	if !isKnown {
		return nil
	}
	x, y := elliptic.Unmarshal(curve, point)
	if x == nil {
		return nil
	}
	key := &ecdsa.PublicKey{Curve: curve, X: x, Y: y}
	return func(_ crypto.Hash, digest, signature []byte) bool {
		of := numbers(signature, 2)
		return of != nil && ecdsa.Verify(key, digest, new(big.Int).SetBytes(of[0]), new(big.Int).SetBytes(of[1]))
	}
}

func verifierEdDSA(material []byte) func(crypto.Hash, []byte, []byte) bool {
	name, point := curvePoint(material)
	if name != string(edwards) || len(point) != 33 || point[0] != 0x40 || edwardsKey(point[1:]) == nil {
		return nil
	}
	return func(_ crypto.Hash, digest, signature []byte) bool {
		of := numbers(signature, 2)
		if of == nil || len(of[0]) > 32 || len(of[1]) > 32 {
			return false
		}
		return ed25519.Verify(point[1:], digest, append(padded(of[0], 32), padded(of[1], 32)...))
	}
}

func padded(number []byte, size int) []byte {
	return append(make([]byte, size-len(number)), number...)
}

// pgpSignature is a version 4 signature packet.
type pgpSignature struct {
	kind     byte
	hash     crypto.Hash
	prefix   []byte
	hashed   map[byte][]byte
	unhashed map[byte][]byte
	left     []byte
	numbers  []byte
	created  time.Time
}

var hashes = map[byte]crypto.Hash{8: crypto.SHA256, 9: crypto.SHA384, 10: crypto.SHA512}

// Subpackets that a reader understands; any other that is marked critical makes the signature worth nothing.
var understood = map[byte]bool{2: true, 3: true, 9: true, 11: true, 16: true, 21: true, 22: true, 23: true, 25: true,
	27: true, 29: true, 30: true, 32: true, 33: true, 34: true, 39: true}

func readSignature(body []byte) *pgpSignature {
	if len(body) < 6 || body[0] != 4 {
		return nil
	}
	hash, isKnown := hashes[body[3]]
	end := 6 + int(binary.BigEndian.Uint16(body[4:]))
	if !isKnown || len(body) < end+2 {
		return nil
	}
	after := end + 2 + int(binary.BigEndian.Uint16(body[end:]))
	if len(body) < after+2 {
		return nil
	}
	s := &pgpSignature{kind: body[1], hash: hash, prefix: body[:end], left: body[after : after+2], numbers: body[after+2:]}
	s.hashed, s.unhashed = subpackets(body[6:end]), subpackets(body[end+2:after])
	if s.hashed == nil || s.unhashed == nil || len(s.hashed[2]) != 4 {
		return nil
	}
	s.created = time.Unix(int64(binary.BigEndian.Uint32(s.hashed[2])), 0)
	return s
}

// subpackets is nil for what is cut off, given twice, or critical and not understood.
func subpackets(in []byte) map[byte][]byte {
	out := map[byte][]byte{}
	for len(in) > 0 {
		head, size := subpacketLength(in)
		if size < 1 || size > len(in)-head {
			return nil
		}
		kind, isCritical := in[head]&0x7f, in[head]&0x80 != 0
		if _, isTwice := out[kind]; isTwice && kind == 2 || isCritical && !understood[kind] {
			return nil
		}
		out[kind] = in[head+1 : head+size]
		in = in[head+size:]
	}
	return out
}

func subpacketLength(in []byte) (head, size int) {
	switch {
	case in[0] < 192:
		return 1, int(in[0])
	case in[0] < 255 && len(in) >= 2:
		return 2, (int(in[0])-192)<<8 + int(in[1]) + 192
	case in[0] == 255 && len(in) >= 5:
		return 5, int(binary.BigEndian.Uint32(in[1:]))
	}
	return 0, -1
}

// issuedBy says whether the signed part names this key.
func (s *pgpSignature) issuedBy(fingerprint string) bool {
	issuer := s.hashed[33]
	return len(issuer) == 21 && issuer[0] == 4 && fmt.Sprintf("%X", issuer[1:]) == fingerprint
}

func (s *pgpSignature) verifies(key *publicKey, data ...[]byte) bool {
	if key.verify == nil || s.created.Before(key.created) {
		return false
	}
	sum := s.hash.New()
	for _, part := range data {
		sum.Write(part)
	}
	sum.Write(s.prefix)
	sum.Write([]byte{4, 0xff})
	sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(s.prefix))))
	digest := sum.Sum(nil)
	return bytes.Equal(digest[:2], s.left) && key.verify(s.hash, digest, s.numbers)
}
