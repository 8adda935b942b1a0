import ts from 'typescript';
import {
  answer,
  chosen,
  constructorOf,
  instance,
  isCarrier,
  isLookedAt,
  isSpelt,
  isWrapping,
  more,
} from './nodes.js';
import { nameOf, type Sources } from './program.js';
import {
  foreign,
  joined,
  keyOf,
  list,
  literal,
  placeOf,
  same,
  Scope,
  truth,
  unknown,
  type Body,
  type Refusal,
  type Value,
} from './values.js';

interface Known {
  readonly value: Value;
  readonly refusals: readonly Refusal[];
}

/**
 * Abstract interpreter of expressions. Finds the possible values of an expression, and the refusals that the expression
 * can throw or return.
 */
export abstract class Expressions {
  #found = new Map<string, Refusal>();
  readonly #known = new Map<string, Known>();
  readonly #constants = new Map<ts.Symbol, Value>();
  readonly #under = new Set<string>();
  readonly left = new Set<string>();
  kind = '';

  constructor(
    protected readonly sources: Sources,
    private readonly overrides: Readonly<Record<string, Value>>,
  ) {}

  protected abstract block(node: ts.Block | ts.Expression, scope: Scope): Value;

  protected escaped(value: Value): void {
    if (value.t === 'error') this.note(value.refusal);
  }

  private note(refusal: Refusal): void {
    if (refusal === foreign) return;
    this.#found.set(`${refusal.code} ${refusal.rule}`, refusal);
  }

  protected apart(act: () => void): readonly Refusal[] {
    const before = this.#found;
    this.#found = new Map();
    try {
      act();
      return [...this.#found.values()];
    } finally {
      this.#found = before;
    }
  }

  protected evaluateBody(node: Body, args: readonly Value[], outer: Scope): Value {
    const given = `${args.map((each) => keyOf(each)).join()} ${outer.key(2)}`;
    const key = `${this.kind} ${placeOf(node)} ${given}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      for (const refusal of known.refusals) this.note(refusal);
      return known.value;
    }
    if (this.#under.has(key) || node.body === undefined) return unknown;
    this.#under.add(key);
    let value = unknown;
    const refusals = this.apart(() => {
      const scope = new Scope(outer);
      for (const [i, { name, initializer }] of node.parameters.entries()) {
        const given = args[i] ?? (initializer && this.value(initializer, scope)) ?? unknown;
        this.bind(name, given, scope);
      }
      if (node.body !== undefined) value = this.block(node.body, scope);
    });
    this.#under.delete(key);
    this.#known.set(key, { value, refusals });
    for (const refusal of refusals) this.note(refusal);
    return value;
  }

  protected bind(name: ts.BindingName, value: Value, scope: Scope): void {
    if (ts.isIdentifier(name)) {
      const symbol = this.sources.checker.getSymbolAtLocation(name);
      if (symbol !== undefined) scope.set(symbol, value);
      return;
    }
    for (const [i, element] of name.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      const member = (element.propertyName ?? element.name).getText();
      let part = unknown;
      if (ts.isObjectBindingPattern(name)) part = this.member(value, member);
      else if (value.t === 'list') part = value.items[i] ?? unknown;
      if (element.initializer !== undefined && part.t === 'unknown')
        this.value(element.initializer, scope);
      this.bind(element.name, part, scope);
    }
  }

  private member(value: Value, name: string): Value {
    if (value.t === 'document') return name === 'kind' ? literal(this.kind) : unknown;
    if (value.t === 'object') return value.members.get(name) ?? unknown;
    if (value.t === 'error' && name === 'code') return literal(value.refusal.code);
    return value.t === 'list' && name === 'length' ? literal(value.items.length) : unknown;
  }

  value(node: ts.Node, scope: Scope): Value {
    if (ts.isStringLiteralLike(node)) return literal(node.text);
    if (ts.isNumericLiteral(node)) return literal(Number(node.text));
    if (node.kind === ts.SyntaxKind.TrueKeyword) return literal(true);
    if (node.kind === ts.SyntaxKind.FalseKeyword) return literal(false);
    if (node.kind === ts.SyntaxKind.NullKeyword) return literal(null);
    if (ts.isIdentifier(node)) return this.named(node, scope);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node))
      return { t: 'function', node, scope };
    if (ts.isCallExpression(node)) return this.call(node, scope);
    if (ts.isNewExpression(node)) return this.made(node, scope);
    if (ts.isObjectLiteralExpression(node)) return this.gathered(node, scope);
    if (ts.isArrayLiteralExpression(node)) return this.listed(node, scope);
    if (ts.isBinaryExpression(node)) return this.binary(node, scope);
    if (ts.isConditionalExpression(node)) return this.either(node, scope);
    if (ts.isPropertyAccessExpression(node))
      return this.member(this.value(node.expression, scope), node.name.text);
    if (ts.isElementAccessExpression(node)) return this.element(node, scope);
    if (ts.isPrefixUnaryExpression(node)) return this.prefixed(node, scope);
    if (isWrapping(node)) return this.value(node.expression, scope);
    ts.forEachChild(node, (child) => {
      if (ts.isExpression(child) || ts.isTemplateSpan(child)) this.value(child, scope);
    });
    return unknown;
  }

  private element(node: ts.ElementAccessExpression, scope: Scope): Value {
    const owner = this.value(node.expression, scope);
    const name = this.value(node.argumentExpression, scope);
    return name.t === 'literal' ? this.member(owner, String(name.v)) : unknown;
  }

  private prefixed(node: ts.PrefixUnaryExpression, scope: Scope): Value {
    const is = truth(this.value(node.operand, scope));
    return node.operator === ts.SyntaxKind.ExclamationToken && is !== undefined
      ? literal(!is)
      : unknown;
  }

  private either(node: ts.ConditionalExpression, scope: Scope): Value {
    const is = truth(this.value(node.condition, scope));
    const values: Value[] = [];
    if (is !== false) values.push(this.value(node.whenTrue, scope));
    if (is !== true) values.push(this.value(node.whenFalse, scope));
    return joined(values);
  }

  private named(node: ts.Identifier, scope: Scope): Value {
    if (node.text === 'undefined') return literal(undefined);
    const symbol = this.sources.symbolOf(node);
    if (symbol === undefined) return unknown;
    const value = scope.get(symbol) ?? this.constant(symbol);
    if (value.t === 'error' && !isLookedAt(node)) this.note(value.refusal);
    return value;
  }

  private constant(symbol: ts.Symbol): Value {
    const known = this.#constants.get(symbol);
    if (known !== undefined) return known;
    this.#constants.set(symbol, unknown);
    const declared = symbol.valueDeclaration;
    if (declared === undefined || !this.sources.isOurs(declared)) return unknown;
    let value = unknown;
    if (ts.isFunctionDeclaration(declared))
      value = { t: 'function', node: declared, scope: new Scope() };
    else if (ts.isVariableDeclaration(declared) && declared.initializer !== undefined) {
      const { initializer } = declared;
      this.apart(() => {
        value = this.value(initializer, new Scope());
      });
    }
    this.#constants.set(symbol, value);
    return value;
  }

  private gathered(node: ts.ObjectLiteralExpression, scope: Scope): Value {
    const members = new Map<string, Value>();
    for (const each of node.properties) {
      if (ts.isPropertyAssignment(each)) {
        members.set(each.name.getText(), this.value(each.initializer, scope));
        this.verdict(each);
      } else if (ts.isShorthandPropertyAssignment(each))
        members.set(each.name.text, this.value(each.name, scope));
      else if (ts.isSpreadAssignment(each)) {
        const spread = this.value(each.expression, scope);
        if (spread.t === 'object')
          for (const [name, value] of spread.members) members.set(name, value);
      }
    }
    return { t: 'object', members };
  }

  private verdict({ name, initializer, parent }: ts.PropertyAssignment): void {
    const isRefused = /as: 'refused'/.test(parent.getText());
    if (isRefused && name.getText() === 'code' && ts.isStringLiteral(initializer))
      this.note({ code: initializer.text, made: 'refuse', rule: nameOf(parent) });
  }

  private listed(node: ts.ArrayLiteralExpression, scope: Scope): Value {
    const items: Value[] = [];
    let whole = true;
    for (const each of node.elements) {
      const value = this.value(ts.isSpreadElement(each) ? each.expression : each, scope);
      if (!ts.isSpreadElement(each)) items.push(value);
      else if (value.t === 'list') items.push(...value.items);
      else whole = false;
    }
    return whole ? list(...items) : unknown;
  }

  private binary(node: ts.BinaryExpression, scope: Scope): Value {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.EqualsToken) return this.assigned(node, scope);
    const left = this.value(node.left, scope);
    const is = truth(left);
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      if (is === false) return left;
      const right = this.value(node.right, scope);
      return is === true || truth(right) === false ? right : unknown;
    }
    if (kind === ts.SyntaxKind.BarBarToken) {
      if (is === true) return left;
      const right = this.value(node.right, scope);
      return is === false || truth(right) === true ? right : unknown;
    }
    if (kind === ts.SyntaxKind.InstanceOfKeyword) return instance(left, node.right.getText());
    const right = this.value(node.right, scope);
    if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return answer(same(left, right));
    if (kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) return answer(same(left, right), true);
    if (kind === ts.SyntaxKind.GreaterThanToken) return answer(more(left, right));
    return kind === ts.SyntaxKind.QuestionQuestionToken ? joined([left, right]) : unknown;
  }

  private assigned({ left, right }: ts.BinaryExpression, scope: Scope): Value {
    const value = this.value(right, scope);
    if (ts.isPropertyAccessExpression(left)) {
      const owner = this.value(left.expression, scope);
      if (owner.t === 'object') owner.members.set(left.name.text, value);
    }
    return value;
  }

  private made(node: ts.NewExpression, scope: Scope): Value {
    const args = (node.arguments ?? []).map((each) => this.value(each, scope));
    const symbol = this.sources.symbolOf(node.expression);
    const made = symbol?.valueDeclaration;
    if (made === undefined || !ts.isClassDeclaration(made) || !this.sources.isOurs(made))
      return unknown;
    const name = made.name?.text ?? '';
    if (/Error$/.test(name)) {
      for (const code of this.codes(node, args[0]))
        this.note({ code, made: name, rule: nameOf(node) });
      return unknown;
    }
    const members = new Map<string, Value>();
    for (const [i, each] of (constructorOf(made)?.parameters ?? []).entries())
      if (ts.isParameterPropertyDeclaration(each, each.parent))
        members.set(each.name.getText(), args[i] ?? unknown);
    return { t: 'object', members };
  }

  private codes(node: ts.NewExpression, given: Value | undefined): string[] {
    if (given?.t === 'literal' && typeof given.v === 'string') return [given.v];
    const first = node.arguments?.[0];
    if (first === undefined) return [];
    const type = this.sources.checker.getTypeAtLocation(first);
    // Types of packages are not read: a code must not come from one.
    if ((type.flags & ts.TypeFlags.Any) !== 0)
      throw new Error(`no type is known of the code in ${nameOf(node)}: ${node.getText()}`);
    const types = type.isUnion() ? type.types : [type];
    return types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  }

  private call(node: ts.CallExpression, scope: Scope): Value {
    const { expression } = node;
    const args = node.arguments.map((each) => this.value(each, scope));
    const callee = ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : expression.getText();
    if (callee === 'isCoded' || callee === 'isJudgement')
      return answer(args[0]?.t === 'error' ? args[0].refusal !== foreign : undefined);
    const given = this.overrides[`${nameOf(node)} ${callee}`] ?? this.overrides[callee];
    const owner = ts.isPropertyAccessExpression(expression)
      ? this.value(expression.expression, scope)
      : unknown;
    if (owner.t === 'list') return this.looked(owner, callee, args);
    const value = this.called(node, args, owner, scope);
    return given ?? value;
  }

  private called(node: ts.CallExpression, args: Value[], owner: Value, scope: Scope): Value {
    const { expression } = node;
    const callee =
      owner.t === 'object' || ts.isIdentifier(expression) ? this.value(expression, scope) : unknown;
    if (callee.t === 'function') return this.evaluateBody(callee.node, args, callee.scope);
    if (expression.getText().endsWith('.refuse')) {
      const code = args[1];
      const isNew =
        code?.t === 'literal' && ![...this.#found.values()].some((each) => each.code === code.v);
      if (
        (isNew || isSpelt(node.arguments[1])) &&
        code?.t === 'literal' &&
        typeof code.v === 'string'
      )
        this.note({ code: code.v, made: 'refuse', rule: nameOf(node) });
    }
    const signed = this.sources.checker.getResolvedSignature(node)?.declaration;
    const declared =
      signed !== undefined && ts.isMethodDeclaration(signed) && signed.body === undefined
        ? this.sources.implementation(signed)
        : signed;
    if (declared === undefined || ts.isJSDocSignature(declared) || !this.sources.isOurs(declared))
      return this.passed(args);
    if ('body' in declared && declared.body !== undefined) {
      if (isCarrier(declared)) return this.passed(args);
      return this.evaluateBody(declared, args, new Scope());
    }
    this.left.add(`${nameOf(node)}: ${expression.getText()}`);
    return this.passed(args);
  }

  private passed(args: readonly Value[]): Value {
    const values = args.flatMap((each) =>
      each.t === 'function' ? [this.evaluateBody(each.node, [], each.scope)] : [],
    );
    return values.length === 1 && values[0] !== undefined && values[0].t === 'object'
      ? values[0]
      : unknown;
  }

  private looked(of: Value & { t: 'list' }, callee: string, args: readonly Value[]): Value {
    const [by] = args;
    const { items } = of;
    if (by === undefined) return unknown;
    if (callee === 'includes') {
      const each = items.map((item) => same(item, by));
      return answer(
        each.some((is) => is === true) || (each.every((is) => is === false) ? false : undefined),
      );
    }
    if (by.t !== 'function') return unknown;
    const results = items.map((item) => this.evaluateBody(by.node, [item], by.scope));
    if (callee === 'some') {
      const each = results.map(truth);
      return answer(each.includes(true) || (each.every((is) => is === false) ? false : undefined));
    }
    if (callee === 'filter') {
      const each = results.map(truth);
      return each.includes(undefined) ? unknown : list(...items.filter((_, i) => each[i] === true));
    }
    if (callee === 'flatMap' && (items.length > 0 || of.chosen === true)) return chosen(results);
    if (callee !== 'map') return unknown;
    return of.chosen === true ? { ...of, items: results } : list(...results);
  }
}
