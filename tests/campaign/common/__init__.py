"""What the campaigns share: a client with a ledger, the service, disks, results."""
