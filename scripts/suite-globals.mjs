// Globals as module variables: each access to a global of a test context is a call into Node, a tenth of a suite's
// time. No clock or timer, which tests replace.
const ownArray = globalThis.Array;
const ownArrayBuffer = globalThis.ArrayBuffer;
const ownBigInt = globalThis.BigInt;
const ownBigUint64Array = globalThis.BigUint64Array;
const ownBoolean = globalThis.Boolean;
const ownBuffer = globalThis.Buffer;
const ownDataView = globalThis.DataView;
const ownError = globalThis.Error;
const ownInt32Array = globalThis.Int32Array;
const ownJSON = globalThis.JSON;
const ownMap = globalThis.Map;
const ownMath = globalThis.Math;
const ownNumber = globalThis.Number;
const ownObject = globalThis.Object;
const ownPromise = globalThis.Promise;
const ownProxy = globalThis.Proxy;
const ownRangeError = globalThis.RangeError;
const ownReflect = globalThis.Reflect;
const ownRegExp = globalThis.RegExp;
const ownSet = globalThis.Set;
const ownSharedArrayBuffer = globalThis.SharedArrayBuffer;
const ownString = globalThis.String;
const ownSymbol = globalThis.Symbol;
const ownTextDecoder = globalThis.TextDecoder;
const ownTextEncoder = globalThis.TextEncoder;
const ownTypeError = globalThis.TypeError;
const ownUint16Array = globalThis.Uint16Array;
const ownUint32Array = globalThis.Uint32Array;
const ownUint8Array = globalThis.Uint8Array;
const ownWeakMap = globalThis.WeakMap;
const ownWeakSet = globalThis.WeakSet;
const ownIsNaN = globalThis.isNaN;
const ownParseInt = globalThis.parseInt;
export {
  ownArray as Array,
  ownArrayBuffer as ArrayBuffer,
  ownBigInt as BigInt,
  ownBigUint64Array as BigUint64Array,
  ownBoolean as Boolean,
  ownBuffer as Buffer,
  ownDataView as DataView,
  ownError as Error,
  ownInt32Array as Int32Array,
  ownJSON as JSON,
  ownMap as Map,
  ownMath as Math,
  ownNumber as Number,
  ownObject as Object,
  ownPromise as Promise,
  ownProxy as Proxy,
  ownRangeError as RangeError,
  ownReflect as Reflect,
  ownRegExp as RegExp,
  ownSet as Set,
  ownSharedArrayBuffer as SharedArrayBuffer,
  ownString as String,
  ownSymbol as Symbol,
  ownTextDecoder as TextDecoder,
  ownTextEncoder as TextEncoder,
  ownTypeError as TypeError,
  ownUint16Array as Uint16Array,
  ownUint32Array as Uint32Array,
  ownUint8Array as Uint8Array,
  ownWeakMap as WeakMap,
  ownWeakSet as WeakSet,
  ownIsNaN as isNaN,
  ownParseInt as parseInt,
};
