package main

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A rule says whether a value has a form of README 2.2.
type rule func(value any) bool

// fields are the members of a closed object; a name that ends in `?` may be missing.
type fields map[string]rule

func object(f fields) rule {
	return func(value any) bool {
		members, isObject := value.(map[string]any)
		if !isObject {
			return false
		}
		seen := 0
		for name, fits := range f {
			key := strings.TrimSuffix(name, "?")
			inner, isThere := members[key]
			if !isThere {
				if key == name {
					return false
				}
				continue
			}
			if !fits(inner) {
				return false
			}
			seen++
		}
		return seen == len(members)
	}
}

func list(least, most int, of rule) rule {
	return func(value any) bool {
		all, isList := value.([]any)
		if !isList || len(all) < least || len(all) > most {
			return false
		}
		for _, one := range all {
			if !of(one) {
				return false
			}
		}
		return true
	}
}

func different(least, most int, of rule) rule {
	isList := list(least, most, of)
	return func(value any) bool {
		if !isList(value) {
			return false
		}
		seen := map[string]bool{}
		for _, one := range value.([]any) {
			seen[string(canonical(one))] = true
		}
		return len(seen) == len(value.([]any))
	}
}

// rising lists stand in ascending order, each once.
func rising(least, most int, of rule) rule {
	isList := list(least, most, of)
	return func(value any) bool {
		if !isList(value) {
			return false
		}
		last := ""
		for _, one := range value.([]any) {
			text, _ := one.(string)
			if text <= last {
				return false
			}
			last = text
		}
		return true
	}
}

func pattern(form string) rule {
	compiled := regexp.MustCompile(`\A(?:` + form + `)\z`)
	return func(value any) bool {
		text, isText := value.(string)
		return isText && compiled.MatchString(text)
	}
}

func text(least, most int) rule {
	return func(value any) bool {
		words, isText := value.(string)
		count := utf8.RuneCountInString(words)
		return isText && count >= least && count <= most
	}
}

func notBlank(of rule) rule {
	return func(value any) bool {
		return of(value) && strings.TrimSpace(value.(string)) != ""
	}
}

func oneOf(words ...string) rule {
	return func(value any) bool {
		for _, word := range words {
			if value == word {
				return true
			}
		}
		return false
	}
}

func whole(least, most int) rule {
	return func(value any) bool {
		number, isNumber := value.(json.Number)
		if !isNumber {
			return false
		}
		n, err := strconv.Atoi(number.String())
		return err == nil && n >= least && n <= most
	}
}

func orNull(of rule) rule { return func(value any) bool { return value == nil || of(value) } }
func flag(value any) bool { _, isFlag := value.(bool); return isFlag }
func anything(any) bool   { return true }
func anyObject(value any) bool {
	_, isObject := value.(map[string]any)
	return isObject
}
func only(n int) rule { return whole(n, n) }

const mostCount = 1<<53 - 1

var (
	stateForm       = pattern(`[A-Z]{2}`)
	authorityForm   = pattern(`[a-z][a-z0-9-]{1,31}`)
	officerForm     = pattern(`[a-z][a-z0-9.-]{1,31}`)
	fingerprintForm = pattern(`[0-9A-F]{40}|[0-9A-F]{64}`)
	uuid7Form       = pattern(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)
	hex32Form       = pattern(`[0-9a-f]{32}`)
	sha256Form      = pattern(`[0-9a-f]{64}`)
	sha512Form      = pattern(`[0-9a-f]{128}`)
	codeForm        = pattern(`[A-Z][A-Z0-9_]{2,60}`)
	languageForm    = pattern(`[a-z]{2,3}`)
	count           = whole(0, mostCount)
	number          = whole(1, mostCount)
	exhibitForm     = pattern(`[a-z0-9][a-z0-9.-]{0,63}`)
	readerForm      = pattern(`[a-z][a-z0-9-]{0,31}`)
)

func timeForm(value any) bool {
	text, isText := value.(string)
	return isText && len(text) == 24 && text[:4] != "0000" && !timeOf(text).IsZero()
}

func dayForm(value any) bool {
	text, _ := value.(string)
	_, err := time.Parse("2006-01-02", text)
	return err == nil && len(text) == 10
}

func timeOf(text string) time.Time {
	at, err := time.Parse("2006-01-02T15:04:05.000Z", text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func timeAt(value any, names ...string) time.Time { return timeOf(textAt(value, names...)) }

func base64Form(most int) rule {
	return func(value any) bool {
		text, isText := value.(string)
		return isText && len(text) <= most && bytesOf(text) != nil
	}
}

// bytesOf is nil for what is not base64 in its one writing.
func bytesOf(text string) []byte {
	bytes, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || base64.StdEncoding.EncodeToString(bytes) != text {
		return nil
	}
	return bytes
}

func hash64Form(value any) bool {
	text, isText := value.(string)
	return isText && len(bytesOf(text)) == 32
}

func ecmascriptNumber(value any) bool {
	_, isNumber := value.(json.Number)
	return isNumber
}
