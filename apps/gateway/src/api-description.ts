import { Injectable } from '@nestjs/common';
import { GatewayError } from './errors.js';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The API description, made once when all routes are known. */
@Injectable()
export class ApiDescription {
  private made: OpenAPIObject | undefined;

  get document(): OpenAPIObject {
    if (this.made === undefined) throw new GatewayError('NOT_READY');
    return this.made;
  }

  set document(document: OpenAPIObject) {
    this.made = document;
  }
}
