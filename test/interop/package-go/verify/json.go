package main

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// parseCanonical reads an object of README 2.1: any other writing of the same value is refused.
func parseCanonical(text []byte, mostBytes, mostLevels int) map[string]any {
	if len(text) == 0 || len(text) > mostBytes || text[0] != '{' || levels(text) > mostLevels {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil
	}
	object, isObject := value.(map[string]any)
	if !isObject || !plainNames(value) || !bytes.Equal(canonical(value), text) {
		return nil
	}
	return object
}

// levels counts the depth without parsing.
func levels(text []byte) int {
	deepest, depth, inText := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case inText && b == '\\':
			i++
		case b == '"':
			inText = !inText
		case inText:
		case b == '{' || b == '[':
			depth++
			deepest = max(deepest, depth)
		case b == '}' || b == ']':
			depth--
		}
	}
	return deepest
}

func plainNames(value any) bool {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			if name == "__proto__" || name == "prototype" || name == "constructor" || !plainNames(inner) {
				return false
			}
		}
	case []any:
		for _, inner := range v {
			if !plainNames(inner) {
				return false
			}
		}
	}
	return true
}

// canonical writes a value by RFC 8785.
func canonical(value any) []byte {
	var out bytes.Buffer
	write(&out, value)
	return out.Bytes()
}

func write(out *bytes.Buffer, value any) {
	switch v := value.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		out.WriteString(strconv.FormatBool(v))
	case string:
		writeText(out, v)
	case int:
		out.WriteString(strconv.Itoa(v))
	case json.Number:
		out.WriteString(ecmascript(v))
	case []any:
		out.WriteByte('[')
		for i, inner := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			write(out, inner)
		}
		out.WriteByte(']')
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return codeUnitsBefore(names[i], names[j]) })
		out.WriteByte('{')
		for i, name := range names {
			if i > 0 {
				out.WriteByte(',')
			}
			writeText(out, name)
			out.WriteByte(':')
			write(out, v[name])
		}
		out.WriteByte('}')
	}
}

func codeUnitsBefore(a, b string) bool {
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

func writeText(out *bytes.Buffer, text string) {
	short := map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}
	out.WriteByte('"')
	for _, r := range text {
		switch escaped, isShort := short[r]; {
		case isShort:
			out.WriteString(escaped)
		case r < 0x20:
			out.WriteString(`\u00` + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}

func ecmascript(number json.Number) string {
	f, err := number.Float64()
	if err != nil {
		return "not a number"
	}
	if f == 0 {
		return "0"
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	return strings.NewReplacer("e+0", "e+", "e-0", "e-").Replace(text)
}

// at follows names into a value; nil where it leads nowhere.
func at(value any, names ...string) any {
	for _, name := range names {
		object, isObject := value.(map[string]any)
		if !isObject {
			return nil
		}
		value = object[name]
	}
	return value
}

func textAt(value any, names ...string) string {
	text, _ := at(value, names...).(string)
	return text
}

func listAt(value any, names ...string) []any {
	list, _ := at(value, names...).([]any)
	return list
}

// countAt is -1 where there is no count.
func countAt(value any, names ...string) int {
	number, isNumber := at(value, names...).(json.Number)
	if !isNumber {
		return -1
	}
	n, err := strconv.Atoi(number.String())
	if err != nil {
		return -1
	}
	return n
}
