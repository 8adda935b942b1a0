export {
  call,
  isOpenCall,
  keepingRefusals,
  openCall,
  type Answering,
  type Call,
  type CallMethodDecorator,
  type OnBus,
  type OpenCall,
  type OpenMethodDecorator,
} from './call.js';
export { membersOf, type Form, type Member, type Parser, type ShapeClass } from './form.js';
export { Bytes, Decimal, Flag, Json, Numbers, One, Parsed, Part, Text, Whole } from './members.js';
export { fromText, isRecord, readShape } from './read-shape.js';
export {
  anyone,
  asked,
  askedToo,
  asking,
  auditing,
  conditioned,
  desks,
  desksToo,
  packaging,
  protecting,
  purposeful,
  signers,
  supervising,
} from './rights.js';
export {
  mostOfPage,
  Nothing,
  OfThread,
  Page,
  Problem,
  purposeWords,
  Read,
  ReadOfThread,
  ReadPage,
  uuid,
} from './shapes.js';
