package main

import (
	"crypto/ed25519"
	"encoding/hex"
)

// smallOrder are the points, without their sign, by which one signature verifies under many texts (test/vectors/points).
var smallOrder = map[string]bool{
	"0000000000000000000000000000000000000000000000000000000000000000": true,
	"0100000000000000000000000000000000000000000000000000000000000000": true,
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05": true,
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a": true,
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": true,
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": true,
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": true,
}

// edwardsKey is nil for what is no Ed25519 key, or one that anybody can sign by.
func edwardsKey(raw []byte) ed25519.PublicKey {
	if len(raw) != ed25519.PublicKeySize {
		return nil
	}
	unsigned := append([]byte{}, raw...)
	unsigned[31] &= 0x7f
	if smallOrder[hex.EncodeToString(unsigned)] {
		return nil
	}
	return raw
}
