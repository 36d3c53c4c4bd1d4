namespace Goldthread.Domain;

/// <summary>Anything that is kept, has an identity and can be changed by two people at once.</summary>
public abstract class Record
{
    /// <summary>UUID v7, made by the application: sorts by the moment of making.</summary>
    public Guid Id { get; protected init; } = Guid.CreateVersion7();

    /// <summary>Raised by the storage at each change; 1 for a record saved once. What a form shows, it posts back.</summary>
    public int Version { get; private set; }
}

/// <summary>Who may see a record.</summary>
public enum Confidentiality
{
    /// <summary>Every member of the board.</summary>
    Board,
    /// <summary>Anyone, also without signing in.</summary>
    Public,
    /// <summary>The groups and organisations on the record's access list.</summary>
    Group,
    /// <summary>The people named on the record's access list; each reading is logged.</summary>
    Restricted,
}

/// <summary>A record that not everybody may see. Every table of such records carries the rule of
/// <see cref="Access"/> as a filter, so that no list, search, count or export can forget it.</summary>
public abstract class ConfidentialRecord : Record
{
    /// <summary>How widely it may be read.</summary>
    public Confidentiality Confidentiality { get; private set; }

    /// <summary>Who reads it besides; needed when it is neither public nor board-wide.</summary>
    public Guid? AccessListId { get; private set; }

    /// <summary>Code of the rule profile in force when the record was made; stamped once, never again.</summary>
    public string Profile { get; private set; } = RuleProfile.Current.Code;

    /// <summary>Groups, organisations and reviews that govern the record: they accept, judge and close.</summary>
    public virtual IEnumerable<Guid> GoverningScopes => [];

    /// <summary>Groups and organisations that are asked to act on it: they answer, plan and report.</summary>
    public virtual IEnumerable<Guid> ActingScopes => [];

    /// <summary>The right of those who govern it: with it, in one of <see cref="GoverningScopes"/>, one says who may see it. None where
    /// nobody but the board's own may.</summary>
    public virtual Admin.Right GoverningRight => Admin.Right.None;

    /// <summary>The short code people speak ("F-7K3Q"), or the title where there is none; never a counter.</summary>
    public abstract string Label { get; }

    /// <summary>Says who may see the record.</summary>
    /// <exception cref="ArgumentException">Group or restricted without a list: nobody could read it.</exception>
    public void LimitTo(Confidentiality confidentiality, Guid? accessListId)
    {
        if (confidentiality is Confidentiality.Group or Confidentiality.Restricted && accessListId is null)
            throw new ArgumentException("A group or restricted record needs an access list.", nameof(accessListId));
        (Confidentiality, AccessListId) = (confidentiality, accessListId);
        ReadersChanged();
    }

    /// <summary>Takes over who may see another record: what hangs on a record is never wider than the record.</summary>
    public void LimitLike(ConfidentialRecord other)
    {
        (Confidentiality, AccessListId, Profile) = (other.Confidentiality, other.AccessListId, other.Profile);
        ReadersChanged();
    }

    /// <summary>Who may see it was said anew.</summary>
    protected virtual void ReadersChanged() { }

    /// <summary>Stamps the rule profile; only the deed that makes a record calls it.</summary>
    public void StampProfile(RuleProfile profile) => Profile = profile.Code;
}
