export {
  call,
  type Answering,
  type Call,
  type CallMethodDecorator,
  type OnBus,
  type Right,
} from './call.js';
export { membersOf, type Form, type Member, type Parser, type ShapeClass } from './form.js';
export { Bytes, Decimal, Flag, Json, One, Parsed, Part, Text, Whole } from './members.js';
export { fromText, membersError, readShape } from './read-shape.js';
export { anyone, asked, askedToo, asking, desks, desksToo, purposeful } from './rights.js';
export { mostOfPage, OfThread, Page, ReadOfThread, ReadPage } from './shapes.js';
