import { authority } from "./authority-en";
import { board } from "./board-en";
import { bulk } from "./bulk-en";
import { calendar } from "./calendar-en";
import { dates } from "./dates-en";
import { enAccount } from "./en-account";
import { filter } from "./filter-en";
import { form } from "./form-en";
import { grid } from "./grid-en";
import type { Catalogue } from "./ja";
import { lists } from "./lists-en";
import { past } from "./past-en";
import { personnel } from "./personnel-en";
import { portal } from "./portal-en";
import { preview } from "./preview-en";
import { recordPage } from "./record-en";
import { route } from "./route-en";
import { search } from "./search-en";
import { tasks } from "./tasks-en";
import { versions } from "./versions-en";
import { views } from "./views-en";

type Plurals = {
  access: {
    count_one: string;
    more_one: string;
    apps_one: string;
    recordRules_one: string;
    fieldRules_one: string;
  };
  apps: { count_one: string };
  records: { rows_one: string };
  form: { problems_one: string };
};

export const en: Catalogue & Plurals = {
  product: "Urakata",
  common: {
    cancel: "Cancel",
    close: "Close",
    clear: "Clear",
    search: "Search",
    loading: "Loading",
    retry: "Try again",
    none: "None",
    required: "Required",
    neededNext: "Needed to go on",
    skip: "Skip to content",
    of: "{{label}} (row {{row}})",
  },
  problem: {
    title: "Could not load",
    offline:
      "The server cannot be reached. Check the connection and try again. What you typed is still here.",
    unknown: "Something unexpected happened ({{code}}). Please try again.",
    notFoundPage: "There is no such page",
    toApps: "Go home",
  },
  signIn: {
    title: "Sign in",
    lead: "Enter your login name and password.",
    code: "Login name",
    password: "Password",
    showPassword: "Show password",
    submit: "Sign in",
    missing: "Enter your login name and password.",
    refused: "The login name or the password is wrong.",
    throttled: "Too many failed attempts. Please wait a while and try again.",
    expired: "Your session has ended",
    expiredLead: "What you typed is still here. Sign in to go on where you were.",
  },
  account: enAccount,
  signInServices: {
    or: "or",
    through: "Sign in with {{name}}",
    failed: "You could not be signed in. Please try again.",
    unknown: "This account is not registered. Ask the administrator.",
    network: "You cannot use this from your network.",
  },
  shell: {
    menu: ": menu",
    language: "Language",
    japanese: "日本語",
    english: "English",
    signOut: "Sign out",
    apps: "Home",
    path: "You are here",
  },
  apps: {
    title: "Apps",
    find: "Find an app",
    count_one: "{{count}} app",
    count_other: "{{count}} apps",
    empty: "No apps yet",
    emptyLead: "Apps appear here once an administrator publishes them.",
    noMatch: "No app matches “{{words}}”",
    noDescription: "No description",
  },
  records: {
    view: "View",
    all: "(All)",
    search: "Search records",
    searchHint: "From two characters",
    status: "Status",
    anyStatus: "Any status",
    add: "Add a record",
    range: "{{from}}–{{to}} of {{total}}",
    empty: "No records yet",
    emptyLead: "Add the first one and it will appear here.",
    noMatch: "No record matches",
    noMatchLead: "Try other words or another filter.",
    reset: "Clear the filters",
    openNumber: "Open {{number}}",
    previous: "Previous page",
    next: "Next page",
    pages: "Pages",
    tooFar: "Only the first {{most}} records can be shown. Search or filter to have fewer.",
    sortAscending: "Sort by {{label}}, ascending",
    sortDescending: "Sort by {{label}}, descending",
    sortClear: "Back to the usual order",
    rows_one: "{{count}} row",
    rows_other: "{{count}} rows",
    table: "Records",
  },
  record: {
    title: "Record {{number}}",
    edit: "Edit",
    duplicate: "Duplicate",
    createdBy: "Created",
    updatedBy: "Updated",
    assignee: "Assignee",
    status: "Status",
    moved: "Moved to “{{status}}”.",
    actionAssignee: "Next assignee",
    assigneeMissing: "Choose the next assignee.",
    relatedNone: "No related records",
    comments: "Comments",
    noComments: "No comments yet",
    comment: "Write a comment",
    send: "Comment",
    sent: "Your comment was added.",
    older: "Show earlier comments",
    downloads: "Download {{name}}",
  },
  access: {
    title: "Who can see what",
    own: "What you can see",
    lead: "Choose a person, an app or a record to see what may be done, and which permission decided it.",
    ownLead: "What you may do, and which permission decided it.",
    by: "Ask by",
    byPerson: "Person",
    byApp: "App",
    byRecord: "Record",
    person: "Person",
    app: "App",
    record: "Record number",
    choose: "Choose",
    show: "Show",
    csv: "Download as CSV",
    csvAll: "Download everybody in all apps as CSV",
    ofPerson: "What {{name}} may do",
    ofApp: 'What may be done in "{{name}}"',
    ofRecord: 'What may be done with record {{number}} of "{{name}}"',
    find: "Filter by name",
    people: "People",
    rights: "May",
    fields: "Fields",
    why: "Why",
    nothing: "Nothing",
    count_one: "{{count}} person",
    count_other: "{{count}} people",
    more_one: "and {{count}} more",
    more_other: "and {{count}} more",
    apps_one: "{{count}} app",
    apps_other: "{{count}} apps",
    noApps: "There are no apps to see",
    noMatch: 'Nobody matches "{{words}}"',
    recordRules_one: "{{count}} rule for records",
    recordRules_other: "{{count}} rules for records",
    fieldRules_one: "Why, for {{count}} field",
    fieldRules_other: "Why, for {{count}} fields",
    hidden: "Hidden",
    readOnly: "Read only",
    partly: "In some records",
    allFields: "All",
    tokens: "API tokens",
    tokensLead:
      "API tokens have rights of their own. Permissions for records and fields are not about them.",
    right: {
      view: "View",
      add: "Add",
      edit: "Edit",
      delete: "Delete",
      manage: "Manage",
      import: "Import",
      export: "Export",
    },
  },
  ...past,
  ...recordPage,
  ...versions,
  ...route,
  ...tasks,
  ...grid,
  ...search,
  ...authority,
  form,
  preview,
  ...filter,
  ...lists,
  ...bulk,
  ...board,
  ...dates,
  ...calendar,
  ...personnel,
  ...views,
  ...portal,
};
