using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What the audit trail calls a kind, in words, and the record that a part belongs to. Read from the model, so
/// that a new kind of record has its history from the first day.</summary>
public static class RecordKinds
{
    private static readonly Dictionary<Type, (string Slug, string Words, string? Address)> Known = new()
    {
        [typeof(Finding)] = ("finding", "Finding", "/findings/"),
        [typeof(Recommendation)] = ("recommendation", "Recommendation", "/recommendations/"),
        [typeof(ImprovementAction)] = ("action", "Action", "/actions/"),
        [typeof(ImpactMeasure)] = ("measure", "Impact test", "/measures/"),
        [typeof(LibraryItem)] = ("item", "Library item", "/library/items/"),
        [typeof(StoredFile)] = ("file", "File", null),
        [typeof(Meeting)] = ("meeting", "Meeting", "/meetings/"),
        [typeof(Decision)] = ("decision", "Decision", "/decisions/"),
        [typeof(Organisation)] = ("organisation", "Agency", "/organisations/"),
        [typeof(Group)] = ("group", "Group", "/groups/"),
        [typeof(Theme)] = ("theme", "Theme", "/themes/"),
        [typeof(Priority)] = ("priority", "Priority", null),
        [typeof(Person)] = ("person", "Person", "/people/"),
        [typeof(BoardSettings)] = ("settings", "Settings", null),
        [typeof(Domain.Admin.RoleHolding)] = ("role", "Role", null),
        [typeof(Domain.Admin.Delegation)] = ("delegation", "Handing-over of work", null),
        [typeof(Domain.Admin.AccessCheck)] = ("access-check", "Yearly check of access", null),
        [typeof(Domain.Admin.RetentionRule)] = ("retention-rule", "Retention rule", null),
        [typeof(Domain.Admin.LegalHold)] = ("hold", "Hold", null),
        [typeof(Domain.Admin.Removal)] = ("removal", "Removal", null),
        [typeof(Domain.Admin.RemovalCertificate)] = ("removal-certificate", "Certificate of removal", "/retention/certificates/"),
        [typeof(Domain.Admin.AccessList)] = ("readers", "List of readers", null),
        [typeof(PostHolding)] = ("post-held", "Holder of a post", null),
        [typeof(Domain.Admin.FactorReset)] = ("factor-reset", "Request to take a second factor away", null),
        [typeof(Session)] = ("session", "Session", null),
        [typeof(Domain.Admin.AccessListMember)] = ("reader", "Reader", null),
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>)] = ("passkey", "Passkey", null),
        [typeof(FileVersion)] = ("file-version", "Earlier version of a file", null),
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>)] = ("provider-link", "Sign-in by a provider", null),
        [typeof(FileLink)] = ("attached", "Attached file", null),
        [typeof(ActionUpdate)] = ("progress", "Progress note", null),
    };

    /// <summary>Parts that are kept in a table of their own, by record and list: in the trail's words, and the field that names
    /// what a tag points to.</summary>
    private static readonly Dictionary<string, (string Words, string Target)> Parts = new()
    {
        ["Finding.Themes"] = ("Theme of a finding", "Theme"),
        ["Finding.Priorities"] = ("Priority a finding bears on", "Priority"),
        ["Finding.Organisations"] = ("Agency a finding concerns", "Agency"),
        ["Finding.Repeats"] = ("Earlier finding that a finding repeats", "Earlier finding"),
        ["Finding.Uptakes"] = ("Uptake of a strength", ""),
        ["Recommendation.Findings"] = ("Finding a recommendation comes from", "Finding"),
        ["Recommendation.Responses"] = ("Answer asked of an agency or a group", ""),
        ["ImprovementAction.Updates"] = ("Update on an action", ""),
        ["ImpactMeasure.Verdicts"] = ("Judgement of an impact test", ""),
        ["LibraryItem.Themes"] = ("Theme of a library item", "Theme"),
        ["Indicator.Themes"] = ("Theme of an indicator", "Theme"),
        ["Indicator.Priorities"] = ("Priority an indicator serves", "Priority"),
        ["Group.Terms"] = ("Terms of reference of a group", ""),
        ["ComparatorSet.Members"] = ("Area in a set to compare with", ""),
    };

    /// <summary>Kinds that anybody signed in may know the history of, though they are not confidential records.</summary>
    private static readonly HashSet<Type> Open = [typeof(Organisation), typeof(Group), typeof(Theme), typeof(Priority)];

    /// <summary>The kind with this short name in an address; null for none.</summary>
    public static Type? FromSlug(IReadOnlyModel model, string slug) =>
        model.GetEntityTypes().Where(IsRecord).Select(t => t.ClrType).FirstOrDefault(type => Slug(type) == slug);

    /// <summary>Every kind of record that a filter may name.</summary>
    public static IEnumerable<(string Name, string Words)> All(IReadOnlyModel model) =>
        model.GetEntityTypes().Where(t => !t.IsOwned() && !t.IsWithoutTrail() && t.ClrType.Namespace?.StartsWith("Goldthread", StringComparison.Ordinal) == true)
            .Select(t => (t.DisplayName(), InWords(t.ClrType))).OrderBy(t => t.Item2, StringComparer.Ordinal);

    /// <summary>Short name for addresses: "finding".</summary>
    public static string Slug(Type type) => Known.TryGetValue(type, out var known) ? known.Slug : type.Name.ToLowerInvariant();

    /// <summary>"Library item".</summary>
    public static string InWords(Type type) => Known.TryGetValue(type, out var known) ? known.Words : Words(type.Name);

    /// <summary>The page about a record; null where there is none.</summary>
    public static string? Address(Type type, Guid id) => Known.TryGetValue(type, out var known) && known.Address is { } address ? address + id : null;

    /// <summary>Whether history of this kind is for everyone signed in: it is confidential record by record, or it is no secret.</summary>
    public static bool IsForEveryone(Type type) => typeof(ConfidentialRecord).IsAssignableFrom(type) || Open.Contains(type);

    /// <summary>Whether some records of this kind may be hidden from whoever reads the trail: confidential ones, and lists of
    /// readers, which would tell that a review is held and who is in it.</summary>
    public static bool IsGuarded(Type type) => typeof(ConfidentialRecord).IsAssignableFrom(type) || type == typeof(Domain.Admin.AccessList);

    /// <summary>Of these lists of readers, those the viewer may know of: of groups and organisations, and those he or she is on.</summary>
    public static async Task<IReadOnlyList<Guid>> KnownListsAsync(this BoardDb db, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var mine = db.Viewer.AccessLists.ToList();
        return await db.AccessLists.AsNoTracking().IgnoreAutoIncludes().Where(l => ids.Contains(l.Id)
            && (mine.Contains(l.Id) || l.Owner == Domain.Admin.AccessListOwner.Group || l.Owner == Domain.Admin.AccessListOwner.Organisation)).Select(l => l.Id).ToListAsync(stop);
    }

    /// <summary>A kind as the trail stores it, in words: "Themes of a finding".</summary>
    public static string InWords(IReadOnlyModel model, string kind)
    {
        if (Find(model, kind) is not { } type) return Words(kind);
        if (ListOf(type) is not { } list) return InWords(type.ClrType);
        return Parts.TryGetValue(list, out var part) ? part.Words : $"{Words(type.FindOwnership()!.PrincipalToDependent!.Name)} of {Article(InWords(Roots(model, kind)[0]))}";
    }

    /// <summary>A field as the trail stores it, in words.</summary>
    public static string FieldInWords(IReadOnlyModel model, string kind, string field)
    {
        if (Find(model, kind) is not { } type) return Words(field);
        return field == nameof(Tag.TargetId) && ListOf(type) is { } list && Parts.TryGetValue(list, out var part) && part.Target.Length > 0
            ? part.Target : FieldWords.Of(type.ClrType.Name, field);
    }

    /// <summary>Whether a kind of change is something that hangs on a record, not the record itself.</summary>
    public static bool IsPart(IReadOnlyModel model, string kind) => Find(model, kind)?.IsOwned() == true;

    /// <summary>Kinds of change that may be told in the history of this type: its own, and those of its parts.</summary>
    public static IReadOnlyList<string> KindsOf(IReadOnlyModel model, Type type) =>
        [.. model.GetEntityTypes().Select(t => t.DisplayName()).Distinct().Where(kind => Roots(model, kind).Contains(type))];

    // "Finding.Themes" for the tags of a finding.
    private static string? ListOf(IReadOnlyEntityType type) =>
        type.FindOwnership() is { PrincipalToDependent.Name: { } list } ownership ? $"{ownership.PrincipalEntityType.ClrType.Name}.{list}" : null;

    /// <summary>Whether a record of an open kind is there.</summary>
    public static async Task<bool> ExistsAsync(this BoardDb db, Type type, Guid id, CancellationToken stop) =>
        type == typeof(Organisation) ? await db.Organisations.AnyAsync(o => o.Id == id, stop)
        : type == typeof(Group) ? await db.Groups.AnyAsync(g => g.Id == id, stop)
        : type == typeof(Theme) ? await db.Themes.AnyAsync(t => t.Id == id, stop)
        : type == typeof(Priority) && await db.Priorities.AnyAsync(p => p.Id == id, stop);

    /// <summary>Whether the history of this kind is open to everybody, the kind being no secret.</summary>
    public static bool IsOpen(Type type) => Open.Contains(type);

    /// <summary>The records that a change of this kind may belong to: itself, or what it is part of.</summary>
    public static IReadOnlyList<Type> Roots(IReadOnlyModel model, string kind)
    {
        if (Find(model, kind) is not { } type) return [];
        var owners = type.OwningKeys().Select(fk => fk.PrincipalEntityType).ToList();
        return owners.Count == 0 ? [type.ClrType] : [.. owners.SelectMany(owner => Roots(model, owner.DisplayName())).Distinct()];
    }

    /// <summary>The type of a field, to say its values in words; null when it has gone.</summary>
    public static Type? FieldType(IReadOnlyModel model, string kind, string field) => Find(model, kind)?.FindProperty(field)?.ClrType;

    /// <summary>A record of this kind, if the viewer may see it; the reading of a restricted one is logged.</summary>
    public static async Task<ConfidentialRecord?> FindVisibleAsync(this BoardDb db, Type type, Guid id, CancellationToken stop)
    {
        var find = (Task)typeof(BoardDb).GetMethod(nameof(BoardDb.FindVisibleAsync))!.MakeGenericMethod(type).Invoke(db, [id, stop])!;
        await find;
        return (ConfidentialRecord?)find.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(find);
    }

    /// <summary>Records of this kind that the viewer may see, of those named.</summary>
    public static async Task<IReadOnlyList<ConfidentialRecord>> VisibleAsync(this BoardDb db, Type type, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var list = (Task<IReadOnlyList<ConfidentialRecord>>)typeof(RecordKinds).GetMethod(nameof(ListAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [db, ids, stop])!;
        return await list;
    }

    /// <summary>"AreaForImprovement" as "Area for improvement", "OwnerGroupId" as "Owner group".</summary>
    public static string Words(string name) => FieldWords.Spaced(name);

    private static async Task<IReadOnlyList<ConfidentialRecord>> ListAsync<T>(BoardDb db, IReadOnlyList<Guid> ids, CancellationToken stop) where T : ConfidentialRecord =>
        await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().Where(r => ids.Contains(r.Id)).ToListAsync(stop);

    private static bool IsRecord(IReadOnlyEntityType type) => typeof(Record).IsAssignableFrom(type.ClrType) && !type.IsOwned() && type.ClrType != typeof(SearchDocument);

    private static IReadOnlyEntityType? Find(IReadOnlyModel model, string kind) => model.GetEntityTypes().FirstOrDefault(t => t.DisplayName() == kind);

    /// <summary>"a finding", "an action".</summary>
    public static string Article(string words) => ("aeiou".Contains(char.ToLowerInvariant(words[0]), StringComparison.Ordinal) ? "an " : "a ") + words.ToLowerInvariant();
}
