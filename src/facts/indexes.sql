create index episodes_by_client on episodes (client, at);
create index intents_by_client on intents (client, at);
create index reformulations_by_client on reformulations (client, at);
create index clicks_by_client on clicks (client, at);
create index votes_by_client on votes (client, at);
create index messages_by_client on messages (client, at);
create index forms_by_client on forms (client, at);
create index handoffs_by_client on handoffs (client, at);
create unique index contacts_by_contact on contacts (contact);
-- By the customer's next contact: another one changes what has none, or a later one.
create index episodes_by_customer on episodes (customer, ended_at + contact_after)
  where customer is not null;
create index contacts_by_customer on contacts (customer, redirected_at + contact_after)
  where customer is not null and redirected_at is not null;
create index conversations_by_id on conversations (id);
create index conversations_by_client on conversations (client, at) where client is not null;
create index episodes_by_day on episodes (day);
create index intents_by_day on intents (day);
create index reformulations_by_day on reformulations (day);
create index clicks_by_day on clicks (day);
create index votes_by_day on votes (day);
create index messages_by_day on messages (day);
create index forms_by_day on forms (day);
create index handoffs_by_day on handoffs (day);
create index contacts_by_day on contacts (day);
create index conversations_by_day on conversations (day);
