using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Storage.Copies;

/// <summary>What an export leaves out, and why: what opens doors, and what means nothing in another place. Everything else of the model
/// is in it.</summary>
internal static class LeftOut
{
    /// <summary>Tables, with the reason.</summary>
    public static IReadOnlyDictionary<Type, string> Tables { get; } = new Dictionary<Type, string>
    {
        [typeof(Session)] = "who is signed in at this moment; that people signed in stands in the audit trail",
        [typeof(StoredCommand)] = "keeps a second press of a button from counting twice, for some hours",
        [typeof(Mail)] = "mails on their way; they would be sent twice",
        [typeof(DataProtectionKey)] = "keys of cookies and of codes in mails; a new place makes its own",
        [typeof(IdentityUserToken<Guid>)] = "secrets of second factors",
        [typeof(IdentityUserPasskey<Guid>)] = "passkeys, which work at one address only",
        [typeof(IdentityUserLogin<Guid>)] = "sign-ins by another service, which are set up anew",
        [typeof(IdentityUserClaim<Guid>)] = "not used",
    };

    /// <summary>Columns, with the reason. In a new place people choose a password anew.</summary>
    public static IReadOnlyDictionary<string, string> AccountColumns { get; } = new Dictionary<string, string>
    {
        [nameof(Account.PasswordHash)] = "from it a password could be guessed",
        [nameof(Account.SecurityStamp)] = "ends sessions; a new place makes its own",
        [nameof(Account.ConcurrencyStamp)] = "tells two changes at once apart",
    };

    /// <summary>The tables of an export.</summary>
    public static IReadOnlyList<TableShape> Exported(BoardDb db)
    {
        var model = db.GetService<IDesignTimeModel>().Model;
        var leftOut = Tables.Keys.Select(type => model.FindEntityType(type)?.GetTableName()).OfType<string>().ToHashSet();
        var accounts = AccountTable(db);
        return [.. TableShape.Of(db).Where(t => !leftOut.Contains(t.Name))
            .Select(t => t.Name == accounts ? t with { Columns = [.. t.Columns.Where(c => !AccountColumns.ContainsKey(c.Name))] } : t)];
    }

    /// <summary>Where accounts lie.</summary>
    public static string AccountTable(BoardDb db) => db.Model.FindEntityType(typeof(Account))!.GetTableName()!;

    /// <summary>Where values before and after lie, some of them encrypted.</summary>
    public static string HistoryTable(BoardDb db) => db.Model.FindEntityType(typeof(HistoryRow))!.GetTableName()!;
}
