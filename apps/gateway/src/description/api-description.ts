import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeEvents } from './events.js';
import type { ApiDocument, EventsDocument } from './shapes.js';
import type { Described } from '../page/described.js';
import { renderPage } from '../page/page.js';

/** API description, made at the first request so that the gateway starts faster. */
@Injectable()
export class ApiDescription {
  private made: OpenAPIObject | undefined;
  private written: string | undefined;
  private eventsDocument: EventsDocument | undefined;
  private shown: string | undefined;
  private make: (() => OpenAPIObject) | undefined;

  get document(): OpenAPIObject {
    if (this.make === undefined) throw new GatewayError('NOT_READY');
    return (this.made ??= this.make());
  }

  get text(): string {
    return (this.written ??= JSON.stringify(documentOf(this.document)));
  }

  get events(): EventsDocument {
    return (this.eventsDocument ??= describeEvents(this.document));
  }

  get page(): string {
    const described: unknown = this.document;
    return (this.shown ??= renderPage(described as Described));
  }

  madeBy(make: () => OpenAPIObject): void {
    this.make = make;
  }
}

const documentOf = (made: OpenAPIObject): ApiDocument => {
  const { openapi, info, paths, components = {}, tags = [], servers = [] } = made;
  return { openapi, info, paths, components, tags, servers };
};
