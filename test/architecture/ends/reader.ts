import ts from 'typescript';
import type { Sources } from './program.js';
import { Expressions } from './expressions.js';
import {
  foreign,
  joined,
  literal,
  Scope,
  truth,
  unknown,
  type Refusal,
  type Value,
} from './values.js';

interface Way {
  readonly ends: boolean;
}

const on: Way = { ends: false };
const ends: Way = { ends: true };

/**
 * Evaluates functions of the TypeScript sources without running them. Follows every branch that a document of kind `kind` can
 * take.
 */
export class Reader extends Expressions {
  constructor(sources: Sources, overrides: Readonly<Record<string, Value>> = {}) {
    super(sources, overrides);
  }

  protected block(node: ts.Block | ts.Expression, scope: Scope): Value {
    if (!ts.isBlock(node)) return this.value(node, scope);
    const results: Value[] = [];
    const { ends: never } = this.statements(node.statements, scope, results);
    return joined(never ? results : [...results, literal(undefined)]);
  }

  private statements(nodes: readonly ts.Statement[], scope: Scope, results: Value[]): Way {
    for (const node of nodes) if (this.statement(node, scope, results).ends) return ends;
    return on;
  }

  private statement(node: ts.Statement, scope: Scope, results: Value[]): Way {
    if (ts.isReturnStatement(node)) {
      results.push(
        node.expression === undefined ? literal(undefined) : this.value(node.expression, scope),
      );
      return ends;
    }
    if (ts.isThrowStatement(node)) {
      this.escaped(this.value(node.expression, scope));
      return ends;
    }
    if (ts.isBlock(node)) return this.statements(node.statements, scope, results);
    if (ts.isIfStatement(node)) return this.choice(node, scope, results);
    if (ts.isTryStatement(node)) return this.attempt(node, scope, results);
    if (ts.isSwitchStatement(node)) return this.cases(node, scope, results);
    if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) return ends;
    if (ts.isForOfStatement(node)) this.each(node, scope, results);
    else if (ts.isForStatement(node)) {
      if (node.initializer !== undefined && ts.isVariableDeclarationList(node.initializer))
        this.declare(node.initializer, scope);
      this.statement(node.statement, scope, results);
    } else if (ts.isWhileStatement(node)) {
      this.value(node.expression, scope);
      this.statement(node.statement, scope, results);
    } else if (ts.isVariableStatement(node)) this.declare(node.declarationList, scope);
    else if (ts.isExpressionStatement(node)) this.value(node.expression, scope);
    return on;
  }

  private choice(node: ts.IfStatement, scope: Scope, results: Value[]): Way {
    const is = truth(this.value(node.expression, scope));
    const then = is === false ? ends : this.statement(node.thenStatement, scope, results);
    const { elseStatement } = node;
    let other = is === true ? ends : on;
    if (is !== true && elseStatement !== undefined)
      other = this.statement(elseStatement, scope, results);
    return { ends: then.ends && other.ends };
  }

  // Runs the loop for each known element, otherwise once; an end of the body ends the loop only.
  private each(node: ts.ForOfStatement, scope: Scope, results: Value[]): void {
    const over = this.value(node.expression, scope);
    const isKnown = over.t === 'list' && (over.items.length > 0 || over.chosen === true);
    const items = isKnown ? over.items : [unknown];
    for (const item of items) {
      const inner = new Scope(scope);
      if (ts.isVariableDeclarationList(node.initializer))
        for (const { name } of node.initializer.declarations) this.bind(name, item, inner);
      this.statement(node.statement, inner, results);
    }
  }

  private cases(node: ts.SwitchStatement, scope: Scope, results: Value[]): Way {
    this.value(node.expression, scope);
    for (const clause of node.caseBlock.clauses)
      this.statements(clause.statements, new Scope(scope), results);
    return on;
  }

  // Errors that leave a catch clause; a foreign error may be caught anywhere.
  private attempt(node: ts.TryStatement, scope: Scope, results: Value[]): Way {
    const { catchClause } = node;
    if (catchClause === undefined) return this.statements(node.tryBlock.statements, scope, results);
    let tried = on;
    const caught = this.apart(() => {
      tried = this.statements(node.tryBlock.statements, scope, results);
    });
    let handled = ends;
    for (const refusal of [...caught, foreign]) {
      const inner = new Scope(scope);
      const { variableDeclaration } = catchClause;
      if (variableDeclaration !== undefined)
        this.bind(variableDeclaration.name, { t: 'error', refusal }, inner);
      if (!this.statements(catchClause.block.statements, inner, results).ends) handled = on;
    }
    return { ends: tried.ends && handled.ends };
  }

  private declare(node: ts.VariableDeclarationList, scope: Scope): void {
    const isConstant = (node.flags & ts.NodeFlags.Const) !== 0;
    for (const { name, initializer } of node.declarations) {
      const value = initializer === undefined ? unknown : this.value(initializer, scope);
      const isFilled = initializer !== undefined && isEmptyList(initializer);
      this.bind(name, isConstant && !isFilled ? value : unknown, scope);
    }
  }

  refusals(node: ts.FunctionLikeDeclaration, args: readonly Value[]): readonly Refusal[] {
    const found = this.apart(() => {
      this.evaluateBody(node, args, new Scope());
    });
    return [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}

const isEmptyList = (node: ts.Expression): boolean =>
  ts.isArrayLiteralExpression(node) && node.elements.length === 0;

const keyOf = ({ code, rule }: Refusal): string => `${code} ${rule}`;
