using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Goldthread.Web.Storage;

/// <summary>What every form that writes carries: an id, so that a second press gives the first result, and the version
/// of the record that was on the screen (ADR 7).</summary>
public sealed class Command
{
    /// <summary>Made when the form is shown.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Version of the record on the screen; 0 for a new one.</summary>
    public int Version { get; set; }

    /// <summary>The record's fields as the form showed them when it was opened: after a lost race they tell what was changed.</summary>
    public string? Was { get; set; }

    /// <summary>What was kept of the form while it was written: gone once this is carried out.</summary>
    public DraftSeen Draft { get; set; } = new();

    /// <summary>Local address a second press is sent to; set by the page, never by the form.</summary>
    [BindNever]
    public string? Result { get; set; }

    /// <summary>What is done, as the audit trail names it; set by the page filter.</summary>
    [BindNever]
    public string Deed { get; set; } = "";

    /// <summary>A command of the product's own or of a deed that has no form.</summary>
    public static Command Now(string deed) => new() { Deed = deed };
}

/// <summary>The draft of a form as its page knows it; the page's script puts in the version each time it was kept.</summary>
public sealed class DraftSeen
{
    /// <summary>Address the form is found again under; null for a form of which nothing is kept.</summary>
    public string? Address { get; set; }

    /// <summary>Which of the page's forms.</summary>
    public string? Form { get; set; }

    /// <summary>Version of what the page showed or kept last; 0 for none.</summary>
    public int Version { get; set; }

    /// <summary>The opened page.</summary>
    public Guid Writer { get; set; }

    /// <summary>Where the form stands; null where nothing is kept.</summary>
    [BindNever]
    public Domain.Admin.DraftPlace? Place => Address is { } address && Form is { } form ? new(address, form) : null;
}

/// <summary>That a command was carried out, by whom and with what result.</summary>
public sealed class StoredCommand
{
    private StoredCommand() { }

    internal StoredCommand(Command command, Guid? personId, DateTime at) => (Id, PersonId, Result, At) = (command.Id, personId, command.Result, at);

    /// <summary>The command's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who sent it; only this person gets the result again.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Local address of the result.</summary>
    public string? Result { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}

/// <summary>The same command was carried out before: nothing was written now.</summary>
public sealed class CommandRepeatedException(StoredCommand first) : Exception("This was saved already")
{
    /// <summary>The first carrying-out.</summary>
    public StoredCommand First { get; } = first;
}

/// <summary>The save would have ended the last administrator who can sign in: nothing was written.</summary>
public sealed class LastAdministratorException() : Exception("Nobody else could run the system");

/// <summary>The one row that all writers take in turn: the end of the audit chain.</summary>
public sealed class AuditHead
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; } = 1;

    /// <summary>Sequence of the last entry; 0 before the first.</summary>
    public long Sequence { get; set; }

    /// <summary>Its hash.</summary>
    public byte[] Hash { get; set; } = Domain.Admin.AuditChain.Start;

    /// <summary>How many seals were made outside the database: fewer in their file means that some were taken away.</summary>
    public int Seals { get; set; }

    /// <summary>The last entry that a seal vouches for; 0 before the first.</summary>
    public long SealedTo { get; set; }
}
