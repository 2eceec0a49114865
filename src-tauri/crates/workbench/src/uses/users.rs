//! Who works at this desk, and the decisions they take in the place of the desk's own.

use crate::contract::*;
use crate::uses::{about, shipments};
use crate::{ApiError, Workbench};
use customs::Route;
use desk::{Override, User};

pub fn users(bench: &Workbench, _: Nothing) -> Result<Vec<User>, ApiError> {
    Ok(bench.desk.users()?)
}

pub fn user_save(bench: &Workbench, args: UserSaveArgs) -> Result<Vec<User>, ApiError> {
    let first = bench.desk.users()?.is_empty();
    bench.desk.save_user(&args.user, &bench.act())?;
    if first {
        // Who names the first user is that user.
        bench.set_user(args.user.initials.trim())?;
    }
    users(bench, Nothing {})
}

pub fn set_user(bench: &Workbench, args: UserArgs) -> Result<Status, ApiError> {
    let name = args.name.trim();
    if name.is_empty() {
        return Err(ApiError::refused("The journal needs a name or initials for what is done at this desk."));
    }
    if !bench.desk.users()?.is_empty() && bench.desk.user_called(name)?.is_none() {
        return Err(ApiError::refused(format!("`{name}` is nobody who works at this desk. A broker adds users in Settings.")));
    }
    bench.set_user(name)?;
    about::status(bench, Nothing {})
}

pub fn override_ask(bench: &Workbench, args: OverrideAskArgs) -> Result<ShipmentDetail, ApiError> {
    let book = bench.rulebook();
    let purpose = match args.route {
        Route::Informal | Route::PostalInformal => Some("informal"),
        Route::Formal => Some("formal"),
        _ => None,
    };
    let code = purpose.and_then(|purpose| book.entry(purpose)).map(|entry| entry.code.clone());
    bench.desk.override_decision(args.shipment_id, args.route, code, &args.reason, &bench.act())?;
    shipments::shipment(bench, IdArgs { id: args.shipment_id })
}

pub fn override_answer(bench: &Workbench, args: OverrideAnswerArgs) -> Result<Override, ApiError> {
    Ok(bench.desk.answer_override(args.id, args.approve, &args.note, &bench.act())?)
}

pub fn override_withdraw(bench: &Workbench, args: OverrideWithdrawArgs) -> Result<Override, ApiError> {
    Ok(bench.desk.withdraw_override(args.id, &args.note, &bench.act())?)
}

pub fn overrides(bench: &Workbench, args: IdArgs) -> Result<Vec<Override>, ApiError> {
    Ok(bench.desk.overrides_of(args.id)?)
}

pub fn overrides_pending(bench: &Workbench, _: Nothing) -> Result<Vec<Override>, ApiError> {
    Ok(bench.desk.pending_overrides()?)
}
