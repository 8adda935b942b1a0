import { Controller, Header } from '@nestjs/common';
import { TextRoute } from '#api';
import { ApiDescription } from '../description/api-description.js';
import { pagePolicy } from '../page/page.js';
import { pageStyle } from '../page/style.js';

@Controller('api/docs')
export class DocsController {
  constructor(private readonly description: ApiDescription) {}

  @TextRoute('', [], {
    name: 'docs',
    summary: 'Show the API to people',
    description: 'One page without script.',
  })
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  page(): string {
    return this.description.page;
  }

  @TextRoute('style.css', [], {
    name: 'style',
    summary: 'Give the style sheet of the page',
    description: 'The page loads nothing else.',
  })
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return pageStyle;
  }
}
